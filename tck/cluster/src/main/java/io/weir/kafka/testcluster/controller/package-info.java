/** The one owner of the cluster's metadata: who lives, which topics there are, who leads. */
@NullMarked
package io.weir.kafka.testcluster.controller;

import org.jspecify.annotations.NullMarked;
