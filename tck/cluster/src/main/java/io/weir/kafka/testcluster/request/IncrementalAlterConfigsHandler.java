package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterableConfig;
import io.weir.kafka.protocol.IncrementalAlterConfigsResponse;
import io.weir.kafka.protocol.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import io.weir.kafka.testcluster.controller.ConfigChange;
import io.weir.kafka.testcluster.controller.ConfigChange.Operation;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * IncrementalAlterConfigs (44), versions 0-1 (KIP-339).
 *
 * <p>Sets and deletes entries of topics and of brokers, and adds to and takes from lists; each
 * resource as a whole, or with {@code validateOnly} only checks. Errors come per resource: an
 * unknown topic, another broker than the one that is asked, a setting that is fixed while brokers
 * run, an unknown entry or a bad value (INVALID_CONFIG), a null value or an entry twice
 * (INVALID_REQUEST). An empty broker name means the defaults of all brokers.
 *
 * <p>Left out: loggers, groups and client metrics (INVALID_REQUEST); policies. A broker's unknown
 * entry, which real Kafka keeps for its plugins, is an error here.
 */
public final class IncrementalAlterConfigsHandler
    implements ForwardedHandler<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> {

  /** By Kafka's numbers. */
  private static final Operation[] OPERATIONS = {
    Operation.SET, Operation.DELETE, Operation.APPEND, Operation.SUBTRACT
  };

  @Override
  public Api<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> api() {
    return Apis.INCREMENTAL_ALTER_CONFIGS;
  }

  @Override
  public IncrementalAlterConfigsResponse atController(
      IncrementalAlterConfigsRequest request, ControllerCall call) {
    return new IncrementalAlterConfigsResponse(
        0, request.resources().stream().map(each -> result(each, request, call)).toList());
  }

  @Override
  public IncrementalAlterConfigsResponse refused(
      IncrementalAlterConfigsRequest request, ErrorCode error, int version) {
    return new IncrementalAlterConfigsResponse(
        0, request.resources().stream().map(resource -> result(resource, error, null)).toList());
  }

  private static AlterConfigsResourceResponse result(
      AlterConfigsResource resource, IncrementalAlterConfigsRequest request, ControllerCall call) {
    try {
      requireOnce(resource, request);
      List<ConfigChange> changes = changes(resource);
      if (request.validateOnly()) {
        plan(resource, changes, call);
      } else {
        alter(resource, changes, call);
      }
      return result(resource, ErrorCode.NONE, null);
    } catch (RejectedException e) {
      return result(resource, e.error(), e.reason());
    }
  }

  private static AlterConfigsResourceResponse result(
      AlterConfigsResource resource, ErrorCode error, @Nullable String message) {
    return new AlterConfigsResourceResponse(
        error.code(), message, resource.resourceType(), resource.resourceName());
  }

  private static void requireOnce(
      AlterConfigsResource resource, IncrementalAlterConfigsRequest request) {
    long mentions =
        request.resources().stream()
            .filter(each -> each.resourceType() == resource.resourceType())
            .filter(each -> each.resourceName().equals(resource.resourceName()))
            .count();
    if (mentions > 1) {
      throw invalid("Each resource must appear at most once.");
    }
  }

  private static List<ConfigChange> changes(AlterConfigsResource resource) {
    Set<String> names = new HashSet<>();
    List<ConfigChange> changes = new ArrayList<>();
    for (AlterableConfig config : resource.configs()) {
      if (!names.add(config.name())) {
        throw invalid("Error due to duplicate config keys");
      }
      changes.add(change(config));
    }
    return changes;
  }

  private static ConfigChange change(AlterableConfig config) {
    int operation = config.configOperation();
    if (operation < 0 || operation >= OPERATIONS.length) {
      throw invalid("Unknown operation %d on %s".formatted(operation, config.name()));
    }
    if (config.value() == null && OPERATIONS[operation] != Operation.DELETE) {
      throw invalid("Null value not supported for : " + config.name());
    }
    return new ConfigChange(config.name(), OPERATIONS[operation], config.value());
  }

  private static void alter(
      AlterConfigsResource resource, List<ConfigChange> changes, ControllerCall call) {
    Controller controller = call.controller();
    switch (kind(resource, call)) {
      case TOPIC -> controller.alterTopicConfigs(resource.resourceName(), changes);
      case BROKER -> controller.alterBrokerConfigs(resource.resourceName(), changes);
    }
  }

  private static void plan(
      AlterConfigsResource resource, List<ConfigChange> changes, ControllerCall call) {
    Controller controller = call.controller();
    switch (kind(resource, call)) {
      case TOPIC -> controller.planTopicConfigs(resource.resourceName(), changes);
      case BROKER -> controller.planBrokerConfigs(resource.resourceName(), changes);
    }
  }

  private enum Kind {
    TOPIC,
    BROKER
  }

  private static Kind kind(AlterConfigsResource resource, ControllerCall call) {
    String name = resource.resourceName();
    switch (resource.resourceType()) {
      case ConfigResources.TOPIC -> {
        if (name.isEmpty()) {
          throw invalid("Default topic resources are not allowed.");
        }
        return Kind.TOPIC;
      }
      case ConfigResources.BROKER -> {
        ConfigResources.checkBroker(name, call.broker());
        return Kind.BROKER;
      }
      default -> throw ConfigResources.unsupported(resource.resourceType());
    }
  }

  private static RejectedException invalid(String message) {
    return new RejectedException(ErrorCode.INVALID_REQUEST, message);
  }
}
