package io.weir.kafka.testcluster.message;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchResponse;
import io.weir.kafka.protocol.FetchResponse.FetchableTopicResponse;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.wire.Shape;
import java.util.EnumSet;
import java.util.Set;

/** Notes the errors that a response says anywhere. */
public final class ErrorCodes extends CopyingWire {

  /** Most responses say none: then there is no set to keep. */
  private Set<ErrorCode> found = Set.of();

  private ErrorCodes() {}

  /**
   * @return each error once; empty if all went well
   */
  public static <R extends Record> Set<ErrorCode> in(Shape<R> shape, R response) {
    ErrorCodes codes = new ErrorCodes();
    // These two come by the hundred thousand: they are read without a detour.
    if (response instanceof ProduceResponse produce) {
      codes.note(produce);
    } else if (response instanceof FetchResponse fetch) {
      codes.note(fetch);
    } else {
      shape.pass(codes, response);
    }
    return codes.found;
  }

  private void note(ProduceResponse response) {
    for (TopicProduceResponse topic : response.responses()) {
      for (PartitionProduceResponse partition : topic.partitionResponses()) {
        note(partition.errorCode());
      }
    }
  }

  private void note(FetchResponse response) {
    note(response.errorCode());
    for (FetchableTopicResponse topic : response.responses()) {
      for (PartitionData partition : topic.partitions()) {
        note(partition.errorCode());
      }
    }
  }

  private void note(short code) {
    if (code != ErrorCode.NONE.code()) {
      found = found.isEmpty() ? EnumSet.noneOf(ErrorCode.class) : found;
      found.add(ErrorCode.of(code));
    }
  }

  @Override
  public short int16(String name, short value) {
    if (name.equals(ErrorCarriers.ERROR_CODE)) {
      note(value);
    }
    return value;
  }
}
