/** AssertJ's way to look at a cluster; needs {@code org.assertj:assertj-core}. */
@NullMarked
package io.weir.kafka.testcluster.assertj;

import org.jspecify.annotations.NullMarked;
