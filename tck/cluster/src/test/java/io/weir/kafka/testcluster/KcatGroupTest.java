package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.referee.Kcat;
import io.weir.kafka.referee.KcatMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Referee: {@code kcat -G}, that is librdkafka's consumer groups. */
@Timeout(180)
class KcatGroupTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;
  private static final String[] SHORT_SESSION = {
    "-X", "session.timeout.ms=1000", "-X", "heartbeat.interval.ms=100"
  };

  @Test
  void two_kcats_share_the_partitions_and_one_takes_over_when_the_other_dies() {
    try (TestCluster cluster = GroupClients.cluster(3, PARTITIONS).start();
        KcatMember ada = join(cluster);
        KcatMember ben = join(cluster)) {
      ada.await(DEADLINE, member -> member.assigned().size() == 2);
      ben.await(DEADLINE, member -> member.assigned().size() == 2);
      produce(cluster, "first", 200);
      ada.await(DEADLINE, member -> member.lines().size() + ben.lines().size() >= 200);

      assertThat(assignedTo(ada, ben))
          .containsExactlyInAnyOrder("orders [0]", "orders [1]", "orders [2]", "orders [3]");
      assertThat(linesOf(ada, ben)).containsExactlyInAnyOrderElementsOf(lines("first", 200));

      ben.kill();
      ada.await(DEADLINE, member -> member.assigned().size() == PARTITIONS);
      produce(cluster, "second", 200);
      ada.await(DEADLINE, member -> member.lines().containsAll(lines("second", 200)));
    }
  }

  @Test
  void a_kcat_resumes_where_the_group_has_committed() {
    try (TestCluster cluster = GroupClients.cluster(3, PARTITIONS).start()) {
      produce(cluster, "before", 100);
      try (KcatMember first = join(cluster)) {
        first.await(DEADLINE, member -> member.lines().size() == 100);
        first.stop();
      }
      produce(cluster, "after", 50);

      try (KcatMember second = join(cluster)) {
        second.await(DEADLINE, member -> member.lines().size() >= 50);

        assertThat(second.lines()).containsExactlyInAnyOrderElementsOf(lines("after", 50));
      }
    }
  }

  private static KcatMember join(TestCluster cluster) {
    return Kcat.of(cluster.bootstrapServers()).join("kcats", "orders", "%s\n", SHORT_SESSION);
  }

  private static void produce(TestCluster cluster, String name, int count) {
    String input = String.join("\n", lines(name, count)) + "\n";
    Kcat.of(cluster.bootstrapServers()).produce("orders", input);
  }

  private static List<String> lines(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + " " + i).collect(Collectors.toList());
  }

  private static List<String> assignedTo(KcatMember... members) {
    List<String> all = new ArrayList<>();
    List.of(members).forEach(member -> all.addAll(member.assigned()));
    return all;
  }

  private static List<String> linesOf(KcatMember... members) {
    List<String> all = new ArrayList<>();
    List.of(members).forEach(member -> all.addAll(member.lines()));
    return all;
  }
}
