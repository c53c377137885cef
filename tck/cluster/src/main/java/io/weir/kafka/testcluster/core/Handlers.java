package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.testcluster.request.AlterPartitionReassignmentsHandler;
import io.weir.kafka.testcluster.request.ApiVersionsHandler;
import io.weir.kafka.testcluster.request.CreatePartitionsHandler;
import io.weir.kafka.testcluster.request.CreateTopicsHandler;
import io.weir.kafka.testcluster.request.DeleteGroupsHandler;
import io.weir.kafka.testcluster.request.DeleteRecordsHandler;
import io.weir.kafka.testcluster.request.DeleteTopicsHandler;
import io.weir.kafka.testcluster.request.DescribeClusterHandler;
import io.weir.kafka.testcluster.request.DescribeConfigsHandler;
import io.weir.kafka.testcluster.request.DescribeGroupsHandler;
import io.weir.kafka.testcluster.request.DescribeLogDirsHandler;
import io.weir.kafka.testcluster.request.DescribeProducersHandler;
import io.weir.kafka.testcluster.request.DescribeTopicPartitionsHandler;
import io.weir.kafka.testcluster.request.ElectLeadersHandler;
import io.weir.kafka.testcluster.request.FetchHandler;
import io.weir.kafka.testcluster.request.FindCoordinatorHandler;
import io.weir.kafka.testcluster.request.HeartbeatHandler;
import io.weir.kafka.testcluster.request.IncrementalAlterConfigsHandler;
import io.weir.kafka.testcluster.request.InitProducerIdHandler;
import io.weir.kafka.testcluster.request.JoinGroupHandler;
import io.weir.kafka.testcluster.request.LeaveGroupHandler;
import io.weir.kafka.testcluster.request.ListGroupsHandler;
import io.weir.kafka.testcluster.request.ListOffsetsHandler;
import io.weir.kafka.testcluster.request.ListPartitionReassignmentsHandler;
import io.weir.kafka.testcluster.request.MetadataHandler;
import io.weir.kafka.testcluster.request.OffsetCommitHandler;
import io.weir.kafka.testcluster.request.OffsetDeleteHandler;
import io.weir.kafka.testcluster.request.OffsetFetchHandler;
import io.weir.kafka.testcluster.request.OffsetForLeaderEpochHandler;
import io.weir.kafka.testcluster.request.ProduceHandler;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.testcluster.request.SyncGroupHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The APIs that a broker serves, by key. Immutable. */
final class Handlers {

  private final Map<Integer, RequestHandler<?, ?>> byKey = new HashMap<>();
  private final ApiVersionsHandler apiVersions;

  Handlers(ByteBufAllocator allocator) {
    List<RequestHandler<?, ?>> handlers =
        List.of(
            new ProduceHandler(),
            new FetchHandler(),
            new ListOffsetsHandler(allocator),
            new MetadataHandler(),
            new CreateTopicsHandler(),
            new DeleteTopicsHandler(),
            new InitProducerIdHandler(),
            new OffsetForLeaderEpochHandler(),
            new DescribeConfigsHandler(),
            new CreatePartitionsHandler(),
            new ElectLeadersHandler(),
            new IncrementalAlterConfigsHandler(),
            new AlterPartitionReassignmentsHandler(),
            new ListPartitionReassignmentsHandler(),
            new DeleteRecordsHandler(),
            new DescribeProducersHandler(),
            new DescribeLogDirsHandler(),
            new DescribeClusterHandler(),
            new DescribeTopicPartitionsHandler(),
            new FindCoordinatorHandler(),
            new JoinGroupHandler(),
            new SyncGroupHandler(),
            new HeartbeatHandler(),
            new LeaveGroupHandler(),
            new OffsetCommitHandler(),
            new OffsetFetchHandler(),
            new DescribeGroupsHandler(),
            new ListGroupsHandler(),
            new DeleteGroupsHandler(),
            new OffsetDeleteHandler());
    handlers.forEach(handler -> byKey.put(handler.api().key(), handler));
    apiVersions = new ApiVersionsHandler(served(handlers));
    byKey.put(apiVersions.api().key(), apiVersions);
  }

  private static List<Api<?, ?>> served(List<RequestHandler<?, ?>> handlers) {
    List<Api<?, ?>> apis = new ArrayList<>();
    handlers.forEach(handler -> apis.add(handler.api()));
    apis.add(Apis.API_VERSIONS);
    apis.sort(Comparator.comparingInt(Api::key));
    return apis;
  }

  /** The handler of the key; null if it is not served. */
  @Nullable RequestHandler<?, ?> byKey(int key) {
    return byKey.get(key);
  }

  ApiVersionsHandler apiVersions() {
    return apiVersions;
  }
}
