package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.WARNING;

import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelAttributes;
import io.weir.kafka.config.ChannelAttributes.Failures;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.FailureStrategy;
import io.weir.kafka.config.NamedInstances;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.config.WaitingSettings;
import io.weir.kafka.connector.ChannelSubscriber.Limits;
import io.weir.kafka.connector.ChannelSubscriber.Messages;
import io.weir.kafka.connector.ChannelSubscriber.Parts;
import io.weir.kafka.connector.ChannelSubscriber.Settings;
import io.weir.kafka.connector.PatientUpstream.Patience;
import io.weir.kafka.mapping.MessageMapper;
import io.weir.kafka.observe.ChannelObservation;
import io.weir.kafka.observe.Observers;
import io.weir.kafka.producer.CompletionThreads;
import io.weir.kafka.producer.Environment;
import io.weir.kafka.producer.Outcomes;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.Pipelines;
import io.weir.kafka.spi.Bridge;
import io.weir.kafka.spi.Bridges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;

/**
 * Makes channels from their configuration; all that is wrong with one is reported at once, and then
 * nothing has been opened.
 *
 * <p>Used by the thread that deploys the application.
 */
final class ChannelFactory {

  private static final System.Logger LOG = System.getLogger(ChannelFactory.class.getName());

  private final Config application;
  private final NamedBeans maps;
  private final BeanLookup beans;
  private final SettingsCustomizer customizer;
  private final Executor executor;
  private final Observers observers;
  private final Timers timers = DaemonTimers.SHARED;

  /**
   * What the application's beans contribute.
   *
   * @param maps that hold shared settings
   * @param named the serializers, partitioners and interceptors
   * @param customizer has the last word about Kafka's settings
   */
  record Found(NamedBeans maps, BeanLookup named, SettingsCustomizer customizer) {}

  /**
   * @param application the whole configuration
   * @param executor lends threads to completion tasks
   * @param observers show what the channels do
   */
  ChannelFactory(Config application, Found found, Executor executor, Observers observers) {
    this.application = application;
    this.maps = found.maps;
    this.beans = found.named;
    this.customizer = found.customizer;
    this.executor = executor;
    this.observers = observers;
  }

  /**
   * Opens the channel that the runtime hands over this configuration for.
   *
   * @throws io.weir.kafka.api.ConfigurationException naming all that is wrong
   */
  ChannelSubscriber open(Config config) {
    Problems problems = problemsOf(config);
    SettingsSource source = source(config, problems);
    ChannelSettings settings = ChannelSettings.read(source, problems);
    List<RecordInterceptor> interceptors = interceptors(settings, problems);
    CompletionTask completions = new CompletionTask(executor, CompletionThreads.executor());
    ChannelObservation observation = observers.of(settings);
    Environment environment =
        Environment.standard(completions)
            .withBeans(beans)
            .withInterceptors(interceptors)
            .withEvents(observation.events());
    Function<Outcomes, Pipeline> opener =
        outcomes -> Pipelines.open(settings, problems, environment, outcomes);
    Bridge bridge = Bridges.find();
    ChannelSubscriber subscriber =
        new ChannelSubscriber(
            subscriberSettings(settings),
            new Parts(
                completions,
                timers,
                new Messages(
                    MessageMapper.of(settings, beans, bridge),
                    new Receipts(bridge),
                    CallerContexts.find(),
                    observers.tracer(settings))),
            outcomes -> pipeline(settings.attributes().failures(), completions, outcomes, opener));
    observation.attach(subscriber.vitals());
    subscriber.whenClosed().thenRun(observation::close);
    problems.warnings().forEach(warning -> LOG.log(WARNING, "WEIR00107 " + warning));
    return subscriber;
  }

  /** What the application configures for the channel of an emitter, which the runtime opens. */
  Config configOfEmitter(String channel) {
    return ChannelConfig.ofRuntime(channel, application);
  }

  /** What the application configures for the senders of this name. */
  Config configOfSender(String channel) {
    return ChannelConfig.ofSender(channel, application);
  }

  /**
   * The upstream of an emitter or a sender, with the bounds that are configured for its channel.
   *
   * @throws io.weir.kafka.api.ConfigurationException if they cannot work
   */
  PatientUpstream newUpstream(Config config) {
    Problems problems = problemsOf(config);
    WaitingSettings bounds = WaitingSettings.read(source(config, problems), problems);
    problems.throwIfAny();
    return new PatientUpstream(
        new Patience(problems.channel(), bounds.maxMessages(), bounds.maxTime().toNanos()),
        new CompletionTask(executor, CompletionThreads.executor()),
        timers);
  }

  private static Problems problemsOf(Config config) {
    return new Problems(config.getValue(ConnectorFactory.CHANNEL_NAME_ATTRIBUTE, String.class));
  }

  private SettingsSource source(Config config, Problems problems) {
    SettingsSource layers =
        ConfigLayers.of(config, application, mapsFor(problems.channel(), config, problems));
    ConfigLayers.warnOfShared(layers, application, problems);
    return layers.customized(
        problems, settings -> customizer.customize(problems.channel(), config, settings));
  }

  private static Pipeline pipeline(
      Failures failures,
      CompletionTask completions,
      ChannelOutcomes outcomes,
      Function<Outcomes, Pipeline> opener) {
    return failures.strategy() == FailureStrategy.DEAD_LETTER_TOPIC
        ? new DeadLetters(failures.deadLetterTopic(), completions, outcomes, opener)
        : opener.apply(outcomes);
  }

  /** The beans that hold settings of this channel, the more important first. */
  private List<Map<?, ?>> mapsFor(String channel, Config config, Problems problems) {
    List<Map<?, ?>> found = new ArrayList<>();
    Optional<String> name = config.getOptionalValue(ConfigLayers.MAP_NAME, String.class);
    maps.find(name.orElse(channel))
        .ifPresentOrElse(
            map -> found.add((Map<?, ?>) map),
            () ->
                name.ifPresent(
                    missing ->
                        problems.badValue(
                            ConfigLayers.MAP_NAME,
                            missing,
                            "needs a Map<String, Object> bean with this @Identifier")));
    maps.find(ConfigLayers.DEFAULT_MAP).ifPresent(map -> found.add((Map<?, ?>) map));
    return found;
  }

  private List<RecordInterceptor> interceptors(ChannelSettings settings, Problems problems) {
    NamedInstances instances = new NamedInstances(beans, settings.view(), problems);
    return settings.attributes().interceptors().stream()
        .flatMap(
            each -> instances.find(each.setting(), each.name(), RecordInterceptor.class).stream())
        .toList();
  }

  private static Settings subscriberSettings(ChannelSettings settings) {
    ChannelAttributes attributes = settings.attributes();
    return new Settings(
        settings.channel(),
        attributes.acknowledgement(),
        new Limits(attributes.bounds().maxInflightMessages(), attributes.bounds().closeTimeout()),
        attributes.failures(),
        settings.observation().search());
  }
}
