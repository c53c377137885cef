package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeConfigsRequest;
import io.weir.kafka.protocol.DescribeConfigsRequest.DescribeConfigsResource;
import io.weir.kafka.protocol.DescribeConfigsResponse;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicName;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.List;

/**
 * DescribeConfigs (32), versions 1-4.
 *
 * <p>Answers topics, and the broker that is asked, from its own metadata: all entries, or those
 * whose keys are named. Each has its value, its source (of the topic, static of the broker, or
 * default), its type, and on request its synonyms (KIP-226) and documentation (KIP-569). An unknown
 * topic is UNKNOWN_TOPIC_OR_PARTITION, an impossible name INVALID_TOPIC_EXCEPTION, another broker's
 * id INVALID_REQUEST. The cluster-wide dynamic defaults, which go by an empty broker name, are
 * none.
 *
 * <p>Left out: dynamic settings of brokers, so that all of theirs are read-only; the settings that
 * this cluster does not know, such as those of security and addresses; loggers, groups and client
 * metrics (INVALID_REQUEST).
 */
public final class DescribeConfigsHandler
    implements RequestHandler<DescribeConfigsRequest, DescribeConfigsResponse> {

  @Override
  public Api<DescribeConfigsRequest, DescribeConfigsResponse> api() {
    return Apis.DESCRIBE_CONFIGS;
  }

  @Override
  public Outcome<DescribeConfigsResponse> handle(
      DescribeConfigsRequest request, RequestContext context) {
    return new Reply<>(
        new DescribeConfigsResponse(
            0, request.resources().stream().map(each -> result(each, request, context)).toList()));
  }

  private static DescribeConfigsResult result(
      DescribeConfigsResource resource, DescribeConfigsRequest request, RequestContext context) {
    try {
      List<DescribeConfigsResourceResult> configs =
          entries(resource, context).stream()
              .filter(entry -> isAskedFor(entry, resource))
              .map(entry -> asAskedFor(entry, request))
              .toList();
      return result(resource, ErrorCode.NONE, "", configs);
    } catch (RejectedException e) {
      return result(resource, e.error(), e.reason(), List.of());
    }
  }

  private static DescribeConfigsResult result(
      DescribeConfigsResource resource,
      ErrorCode error,
      String message,
      List<DescribeConfigsResourceResult> configs) {
    return new DescribeConfigsResult(
        error.code(),
        error == ErrorCode.NONE ? null : message,
        resource.resourceType(),
        resource.resourceName(),
        configs);
  }

  private static List<DescribeConfigsResourceResult> entries(
      DescribeConfigsResource resource, RequestContext context) {
    ConfigEntries entries = new ConfigEntries(context.image(), context.broker().id());
    return switch (resource.resourceType()) {
      case ConfigResources.TOPIC -> entries.ofTopic(topic(resource, context));
      case ConfigResources.BROKER -> broker(resource, entries);
      default -> throw ConfigResources.unsupported(resource.resourceType());
    };
  }

  private static List<DescribeConfigsResourceResult> broker(
      DescribeConfigsResource resource, ConfigEntries entries) {
    ConfigResources.checkBroker(resource.resourceName(), entries.broker());
    return resource.resourceName().isEmpty() ? entries.ofAllBrokers() : entries.ofBroker();
  }

  private static TopicImage topic(DescribeConfigsResource resource, RequestContext context) {
    TopicName.check(resource.resourceName());
    TopicImage topic = context.image().topic(resource.resourceName());
    if (topic == null) {
      throw new RejectedException(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "");
    }
    return topic;
  }

  private static boolean isAskedFor(
      DescribeConfigsResourceResult entry, DescribeConfigsResource resource) {
    List<String> keys = resource.configurationKeys();
    return keys == null || keys.isEmpty() || keys.contains(entry.name());
  }

  private static DescribeConfigsResourceResult asAskedFor(
      DescribeConfigsResourceResult entry, DescribeConfigsRequest request) {
    return new DescribeConfigsResourceResult(
        entry.name(),
        entry.value(),
        entry.readOnly(),
        entry.configSource(),
        entry.isSensitive(),
        request.includeSynonyms() ? entry.synonyms() : List.of(),
        entry.configType(),
        request.includeDocumentation() ? entry.documentation() : null);
  }
}
