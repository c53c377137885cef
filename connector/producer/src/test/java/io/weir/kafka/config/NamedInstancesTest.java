package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.spi.ChannelView;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedInstancesTest {

  private final Problems problems = new Problems("orders");

  /** Constructible. */
  public static final class Plain implements Runnable {
    @Override
    public void run() {}
  }

  /** Cannot be initialised. */
  public static final class Broken implements Runnable {
    static final int NUMBER = Integer.parseInt("none");

    @Override
    public void run() {}
  }

  @Test
  void aClassIsMadeByItsConstructor() {
    assertThat(find(BeanLookup.NONE, Plain.class.getName()))
        .hasValueSatisfying(made -> assertThat(made).isInstanceOf(Plain.class));
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void aBeanGoesBeforeAClassOfThatName() {
    Runnable bean = new Plain();

    assertThat(find(name -> Optional.of(bean), Plain.class.getName())).containsSame(bean);
  }

  @Test
  void aBeanOfAnotherTypeIsAProblem() {
    assertThat(find(name -> Optional.of("text"), "mine")).isEmpty();
    assertThat(problems.errors())
        .containsExactly("some.setting = 'mine': the class must implement java.lang.Runnable");
  }

  @Test
  void aClassThatCannotBeInitialisedIsAProblem() {
    assertThat(find(BeanLookup.NONE, Broken.class.getName())).isEmpty();
    assertThat(problems.errors()).singleElement().asString().contains("cannot be loaded");
  }

  @Test
  void withoutAContextClassLoaderWeirsOwnLoads() {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertThat(find(BeanLookup.NONE, Plain.class.getName())).isPresent();
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  private Optional<Runnable> find(BeanLookup beans, String name) {
    return new NamedInstances(beans, new ChannelView("orders", Map.of()), problems)
        .find("some.setting", name, Runnable.class);
  }
}
