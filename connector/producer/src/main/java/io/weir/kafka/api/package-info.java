/** The types that users touch: records, metadata, serializers, receipts and errors. */
@NullMarked
package io.weir.kafka.api;

import org.jspecify.annotations.NullMarked;
