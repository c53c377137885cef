/** What a broker answers: one file per API key. */
@NullMarked
package io.weir.kafka.testcluster.request;

import org.jspecify.annotations.NullMarked;
