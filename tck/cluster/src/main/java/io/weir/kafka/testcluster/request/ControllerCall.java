package io.weir.kafka.testcluster.request;

import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.metadata.ClusterImage;

/**
 * What a forwarded request meets at the controller.
 *
 * @param broker the one that was asked and forwarded the request
 * @param version of the request
 */
record ControllerCall(Controller controller, int broker, int version) {

  ClusterImage image() {
    return controller.image();
  }
}
