package io.weir.kafka.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.RecordPartitioner;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitionChooserTest {

  private static final PartitionLayout SIX = PartitionLayout.of(6);

  private final Problems problems = new Problems("out");
  private final PartitionQuery query = new PartitionQuery();
  private BeanLookup beans = BeanLookup.NONE;

  @Test
  void aPartitionThatIsNamedIsChosen() {
    assertThat(choose(chooser(Map.of()), query.reset(5, 100))).isEqualTo(5);
  }

  @Test
  void aPartitionThatTheTopicDoesNotHaveIsRefused() {
    PartitionChooser chooser = chooser(Map.of());

    assertThatThrownBy(() -> choose(chooser, query.reset(6, 100)))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessage("Channel 'out': there is no partition 6 in topic 'orders', which has 0 to 5");
    assertThatThrownBy(() -> choose(chooser, query.reset(-2, 100)))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("partition -2");
  }

  @Test
  void aKeyGoesWhereKafkasProducerSendsIt() {
    PartitionChooser chooser = chooser(Map.of());
    for (int i = 0; i < 1000; i++) {
      byte[] key = ("key-" + i).getBytes(UTF_8);
      assertThat(choose(chooser, keyed(key))).isEqualTo(BuiltInPartitioner.partitionForKey(key, 6));
    }
  }

  @Test
  void aKeyKeepsItsPartitionEvenWithoutALeader() {
    PartitionChooser chooser = chooser(Map.of());
    byte[] key = "key".getBytes(UTF_8);
    int usual = choose(chooser, keyed(key));
    PartitionLayout without = PartitionLayout.of(6, new int[] {(usual + 1) % 6});

    assertThat(chooser.choose(chooser.newTopic("orders"), keyed(key), without)).isEqualTo(usual);
  }

  @Test
  void anEmptyKeyIsAKey() {
    assertThat(choose(chooser(Map.of()), keyed(new byte[0])))
        .isEqualTo(BuiltInPartitioner.partitionForKey(new byte[0], 6));
  }

  @Test
  void keysMayBeIgnored() {
    assertThatAKeyIsSpread(Map.of("partitioner.ignore.keys", "true"));
    assertThatAKeyIsSpread(Map.of("partitioner.class", "sticky"));
    assertThatAKeyIsSpread(
        Map.of("partitioner.class", "org.apache.kafka.clients.producer.UniformStickyPartitioner"));
  }

  @Test
  void roundRobinTakesEachPartitionWithALeaderInTurn() {
    for (String name :
        new String[] {"round-robin", "org.apache.kafka.clients.producer.RoundRobinPartitioner"}) {
      PartitionChooser chooser = chooser(Map.of("partitioner.class", name));
      TopicChoices topic = chooser.newTopic("orders");
      PartitionLayout layout = PartitionLayout.of(6, new int[] {0, 2, 5});
      int[] chosen = new int[4];
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = chooser.choose(topic, query.reset(PartitionQuery.ANY, 1), layout);
      }
      assertThat(chosen).containsExactly(0, 2, 5, 0);
    }
  }

  @Test
  void roundRobinGoesOnBehindTheLargestNumber() {
    PartitionChooser chooser = chooser(Map.of("partitioner.class", "round-robin"));
    TopicChoices topic = chooser.newTopic("orders");
    topic.turn().set(Integer.MAX_VALUE);

    for (int i = 0; i < 3; i++) {
      assertThat(chooser.choose(topic, query.reset(PartitionQuery.ANY, 1), SIX)).isBetween(0, 5);
    }
  }

  @Test
  void aUsersClassChooses() {
    PartitionChooser chooser =
        chooser(Map.of("partitioner.class", ByLength.class.getName(), "by.length.plus", "2"));

    assertThat(choose(chooser, query.reset(PartitionQuery.ANY, 1).payload("k", "abc")))
        .isEqualTo(5);
  }

  @Test
  void aUsersChoiceOutsideTheTopicIsRefused() {
    PartitionChooser chooser = chooser(Map.of("partitioner.class", ByLength.class.getName()));

    assertThatThrownBy(
            () -> choose(chooser, query.reset(PartitionQuery.ANY, 1).payload(null, "secrets")))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessage(
            "Channel 'out': partitioner %s chose partition 7 for topic 'orders', which has 0 to 5"
                .formatted(ByLength.class.getName()));
  }

  @Test
  void whateverAUsersPartitionerThrowsFailsTheRecordOnly() {
    AtomicInteger closed = new AtomicInteger();
    beans = named("failing", new Failing(closed));
    PartitionChooser chooser = chooser(Map.of("partitioner.class", "failing"));

    assertThatThrownBy(() -> choose(chooser, query.reset(PartitionQuery.ANY, 1)))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("failed for topic 'orders'")
        .hasCauseInstanceOf(StackOverflowError.class);
    chooser.close();
    assertThat(closed).as("its close failed, too, and was called").hasValue(1);
  }

  @Test
  void aPartitionerThatCannotBeMadeIsAProblemOfTheSettings() {
    chooser(Map.of("partitioner.class", "com.acme.Missing"));
    chooser(Map.of("partitioner.class", "java.lang.StringBuilder"));
    chooser(Map.of("partitioner.class", Failing.class.getName()));

    assertThat(problems.errors())
        .containsExactly(
            "partitioner.class = 'com.acme.Missing': no built-in name, no class on the class path"
                + " and no @Identifier bean; beans for kafka-clients are found with io.weir:weir-kafka-bridge",
            "partitioner.class = 'java.lang.StringBuilder': the class must implement "
                + RecordPartitioner.class.getName(),
            "partitioner.class = '"
                + Failing.class.getName()
                + "': the class needs to be public, with a public constructor of no parameters");
  }

  /** As many as the value has letters, plus what the settings say. */
  public static final class ByLength implements RecordPartitioner {
    private int plus;

    @Override
    public void configure(Map<String, String> settings) {
      plus = Integer.parseInt(settings.getOrDefault("by.length.plus", "0"));
    }

    @Override
    public int partition(Choice choice) {
      return String.valueOf(choice.value()).length() + plus;
    }
  }

  private record Failing(AtomicInteger closed) implements RecordPartitioner {
    @Override
    public int partition(Choice choice) {
      throw new StackOverflowError();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      throw new IllegalStateException("does not close");
    }
  }

  private static BeanLookup named(String name, Object bean) {
    return asked -> asked.equals(name) ? Optional.of(bean) : Optional.empty();
  }

  private void assertThatAKeyIsSpread(Map<String, String> settings) {
    PartitionChooser chooser = chooser(settings);
    TopicChoices topic = chooser.newTopic("orders");
    boolean[] seen = new boolean[6];
    for (int i = 0; i < 200; i++) {
      byte[] key = "key".getBytes(UTF_8);
      query.reset(PartitionQuery.ANY, 20_000).keyBytes(key, 0, key.length);
      seen[chooser.choose(topic, query, SIX)] = true;
    }
    assertThat(seen).as("%s", settings).containsOnly(true);
  }

  private PartitionQuery keyed(byte[] key) {
    return query.reset(PartitionQuery.ANY, 100).keyBytes(key, 0, key.length);
  }

  private static int choose(PartitionChooser chooser, PartitionQuery query) {
    return chooser.choose(chooser.newTopic("orders"), query, SIX);
  }

  private PartitionChooser chooser(Map<String, String> values) {
    ChannelSettings settings = ChannelSettings.read(SettingsSource.of(values), problems);
    return PartitionChooser.resolve(settings, beans, new SplittableRandom(1), problems);
  }
}
