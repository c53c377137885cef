package io.weir.kafka.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.VirtualLoop;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProducerIdentityTest implements ProducerIdentity.Listener {

  private static final ProducerIdAndEpoch NAME = new ProducerIdAndEpoch(7, (short) 0);
  private static final Refusal REFUSAL =
      new Refusal(ErrorCode.CLUSTER_AUTHORIZATION_FAILED, "broker 1 said no");
  private static final Duration LONGEST_FIRST_WAIT = Duration.ofMillis(120);

  private final VirtualLoop loop = new VirtualLoop();
  private final List<ProducerIds.Listener> asked = new ArrayList<>();
  private final List<Object> told = new ArrayList<>();
  private final ProducerIdentity identity =
      new ProducerIdentity(
          loop, asked::add, new Backoff(100_000_000, 1_000_000_000, new SplittableRandom(1)), this);

  @Override
  public void known(ProducerIdAndEpoch name) {
    told.add(name);
  }

  @Override
  public void refused(Refusal refusal) {
    told.add(refusal);
  }

  private ProducerIds.Listener last() {
    return asked.get(asked.size() - 1);
  }

  @Test
  void oneQuestionServesAllWhoWait() {
    identity.want();
    identity.want();
    assertThat(asked).hasSize(1);

    last().granted(NAME);

    assertThat(told).containsExactly(NAME);
    assertThat(identity.name()).contains(NAME);
    identity.want();
    assertThat(asked).hasSize(1);
  }

  @Test
  void aQuestionWithoutAnswerIsAskedAgainAfterABackoff() {
    identity.want();
    last().missed("broker 1 broke");

    assertThat(asked).hasSize(1);
    assertThat(identity.obstacle()).isEqualTo("broker 1 broke");
    loop.advance(LONGEST_FIRST_WAIT);
    assertThat(asked).hasSize(2);
    assertThat(told).isEmpty();
    last().granted(NAME);
    assertThat(told).containsExactly(NAME);
    assertThat(identity.obstacle()).isEmpty();
  }

  @Test
  void aRefusalIsToldAndOnlyANewNeedAsksAgainAndNotAtOnce() {
    identity.want();
    last().refused(REFUSAL);
    assertThat(told).containsExactly(REFUSAL);
    loop.advance(Duration.ofHours(1));
    assertThat(asked).hasSize(1);

    identity.want();
    assertThat(asked).as("not at once").hasSize(1);
    loop.advance(LONGEST_FIRST_WAIT);

    assertThat(asked).hasSize(2);
    last().granted(NAME);
    assertThat(told).containsExactly(REFUSAL, NAME);
  }

  @Test
  void aSpentIdIsReplacedWhenOneIsNeeded() {
    identity.want();
    last().granted(NAME);
    identity.spent(7);
    assertThat(identity.name()).isEmpty();

    identity.want();
    last().granted(new ProducerIdAndEpoch(8, (short) 0));

    assertThat(asked).hasSize(2);
    assertThat(identity.name()).contains(new ProducerIdAndEpoch(8, (short) 0));
  }

  @Test
  void aDisownedProducerAsksAgainWithABackoff() {
    identity.want();
    last().granted(NAME);
    identity.disowned(REFUSAL);
    assertThat(identity.name()).isEmpty();

    identity.want();

    assertThat(asked).hasSize(1);
    loop.advance(LONGEST_FIRST_WAIT);
    assertThat(asked).hasSize(2);
  }

  @Test
  void nothingFollowsTheStop() {
    identity.want();
    last().missed("broker 1 broke");
    identity.stop();
    assertThat(loop.waiting()).isZero();

    last().granted(NAME);

    assertThat(told).isEmpty();
  }
}
