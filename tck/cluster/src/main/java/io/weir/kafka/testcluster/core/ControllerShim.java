package io.weir.kafka.testcluster.core;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.controller.ControllerAnswer;
import io.weir.kafka.testcluster.controller.ControllerRequest;
import java.util.Objects;

final class ControllerShim {
  private ControllerShim() {}

  static ControllerAnswer handle(Controller controller, ControllerRequest request, long nowMs) {
    if (request instanceof ControllerRequest.Register register) {
      controller.brokerStarted(register.node());
      return new ControllerAnswer.Registered(
          Objects.requireNonNull(controller.image().broker(register.broker())).epoch());
    }
    if (request instanceof ControllerRequest.Heartbeat beat) {
      if (beat.intent() == ControllerRequest.Heartbeat.Intent.SHUT_DOWN) {
        controller.brokerStopped(beat.broker());
        return new ControllerAnswer.Standing(ControllerAnswer.Standing.State.MAY_STOP);
      }
      return new ControllerAnswer.Standing(ControllerAnswer.Standing.State.SERVING);
    }
    return new ControllerAnswer.Refused(ErrorCode.INELIGIBLE_REPLICA);
  }
}
