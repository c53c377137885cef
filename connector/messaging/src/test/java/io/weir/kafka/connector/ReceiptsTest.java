package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.weir.kafka.api.DeliveryMetadata;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ReceiptListener;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.spi.Bridges;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class ReceiptsTest {

  private static final RecordReceipt RECEIPT = new RecordReceipt("t", 3, 42, 5);

  private final List<RecordReceipt> taken = new ArrayList<>();
  private final ReceiptListener listener = taken::add;

  @Test
  void metadataOfWeirHoldsTheReceipt() {
    DeliveryMetadata delivery = new DeliveryMetadata();
    assertThat(delivery.receipt()).isEmpty();

    tell(Message.of("v", List.of(delivery)));

    assertThat(delivery.receipt()).contains(RECEIPT);
  }

  @Test
  void metadataOfSmallRyeGetsTheReceiptAsItsResult() {
    OutgoingMessageMetadata<RecordReceipt> result = new OutgoingMessageMetadata<>();

    tell(Message.of("v", List.of(result)));

    assertThat(result.getResult()).isEqualTo(RECEIPT);
  }

  @Test
  void aPayloadThatListensIsTold() {
    tell(Message.of(listener));
    tell(Message.of(Record.of("k", listener)));
    tell(Message.of(OutgoingRecord.of("t", listener)));

    assertThat(taken).containsExactly(RECEIPT, RECEIPT, RECEIPT);
  }

  @Test
  void allThatListenAreTold() {
    DeliveryMetadata delivery = new DeliveryMetadata();
    OutgoingMessageMetadata<RecordReceipt> result = new OutgoingMessageMetadata<>();

    tell(Message.of(listener, List.of(result, delivery)));

    assertThat(delivery.receipt()).contains(RECEIPT);
    assertThat(result.getResult()).isEqualTo(RECEIPT);
    assertThat(taken).containsExactly(RECEIPT);
  }

  @Test
  void aMessageThatDoesNotCareIsLeftAlone() {
    tell(Message.of("v"));
    tell(Message.of(Record.tombstone("k")));

    assertThat(taken).isEmpty();
  }

  private static void tell(Message<?> message) {
    new Receipts(Bridges.NONE).tell(message, "t", 3, 42, 5);
  }
}
