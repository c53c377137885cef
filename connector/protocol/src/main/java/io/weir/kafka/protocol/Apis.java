package io.weir.kafka.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The APIs that Weir speaks. */
public final class Apis {

  public static final Api<ProduceRequest, ProduceResponse> PRODUCE =
      new Api<>(0, "Produce", ProduceRequest.SHAPE, ProduceResponse.SHAPE, 13);

  public static final Api<FetchRequest, FetchResponse> FETCH =
      new Api<>(1, "Fetch", FetchRequest.SHAPE, FetchResponse.SHAPE, 18);

  public static final Api<ListOffsetsRequest, ListOffsetsResponse> LIST_OFFSETS =
      new Api<>(2, "ListOffsets", ListOffsetsRequest.SHAPE, ListOffsetsResponse.SHAPE, 11);

  public static final Api<MetadataRequest, MetadataResponse> METADATA =
      new Api<>(3, "Metadata", MetadataRequest.SHAPE, MetadataResponse.SHAPE, 13);

  public static final Api<OffsetCommitRequest, OffsetCommitResponse> OFFSET_COMMIT =
      new Api<>(8, "OffsetCommit", OffsetCommitRequest.SHAPE, OffsetCommitResponse.SHAPE, 10);

  public static final Api<OffsetFetchRequest, OffsetFetchResponse> OFFSET_FETCH =
      new Api<>(9, "OffsetFetch", OffsetFetchRequest.SHAPE, OffsetFetchResponse.SHAPE, 10);

  public static final Api<FindCoordinatorRequest, FindCoordinatorResponse> FIND_COORDINATOR =
      new Api<>(
          10, "FindCoordinator", FindCoordinatorRequest.SHAPE, FindCoordinatorResponse.SHAPE, 6);

  public static final Api<JoinGroupRequest, JoinGroupResponse> JOIN_GROUP =
      new Api<>(11, "JoinGroup", JoinGroupRequest.SHAPE, JoinGroupResponse.SHAPE, 9);

  public static final Api<HeartbeatRequest, HeartbeatResponse> HEARTBEAT =
      new Api<>(12, "Heartbeat", HeartbeatRequest.SHAPE, HeartbeatResponse.SHAPE, 4);

  public static final Api<LeaveGroupRequest, LeaveGroupResponse> LEAVE_GROUP =
      new Api<>(13, "LeaveGroup", LeaveGroupRequest.SHAPE, LeaveGroupResponse.SHAPE, 5);

  public static final Api<SyncGroupRequest, SyncGroupResponse> SYNC_GROUP =
      new Api<>(14, "SyncGroup", SyncGroupRequest.SHAPE, SyncGroupResponse.SHAPE, 5);

  public static final Api<DescribeGroupsRequest, DescribeGroupsResponse> DESCRIBE_GROUPS =
      new Api<>(15, "DescribeGroups", DescribeGroupsRequest.SHAPE, DescribeGroupsResponse.SHAPE, 6);

  public static final Api<ListGroupsRequest, ListGroupsResponse> LIST_GROUPS =
      new Api<>(16, "ListGroups", ListGroupsRequest.SHAPE, ListGroupsResponse.SHAPE, 5);

  public static final Api<ApiVersionsRequest, ApiVersionsResponse> API_VERSIONS =
      new Api<>(18, "ApiVersions", ApiVersionsRequest.SHAPE, ApiVersionsResponse.SHAPE, 5);

  public static final Api<CreateTopicsRequest, CreateTopicsResponse> CREATE_TOPICS =
      new Api<>(19, "CreateTopics", CreateTopicsRequest.SHAPE, CreateTopicsResponse.SHAPE, 7);

  public static final Api<DeleteTopicsRequest, DeleteTopicsResponse> DELETE_TOPICS =
      new Api<>(20, "DeleteTopics", DeleteTopicsRequest.SHAPE, DeleteTopicsResponse.SHAPE, 6);

  public static final Api<DeleteRecordsRequest, DeleteRecordsResponse> DELETE_RECORDS =
      new Api<>(21, "DeleteRecords", DeleteRecordsRequest.SHAPE, DeleteRecordsResponse.SHAPE, 2);

  /** Version 6 brings two-phase commit (KIP-939) and is not released. */
  public static final Api<InitProducerIdRequest, InitProducerIdResponse> INIT_PRODUCER_ID =
      new Api<>(22, "InitProducerId", InitProducerIdRequest.SHAPE, InitProducerIdResponse.SHAPE, 5);

  public static final Api<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>
      OFFSET_FOR_LEADER_EPOCH =
          new Api<>(
              23,
              "OffsetForLeaderEpoch",
              OffsetForLeaderEpochRequest.SHAPE,
              OffsetForLeaderEpochResponse.SHAPE,
              4);

  public static final Api<DescribeConfigsRequest, DescribeConfigsResponse> DESCRIBE_CONFIGS =
      new Api<>(
          32, "DescribeConfigs", DescribeConfigsRequest.SHAPE, DescribeConfigsResponse.SHAPE, 4);

  public static final Api<DescribeLogDirsRequest, DescribeLogDirsResponse> DESCRIBE_LOG_DIRS =
      new Api<>(
          35, "DescribeLogDirs", DescribeLogDirsRequest.SHAPE, DescribeLogDirsResponse.SHAPE, 5);

  public static final Api<CreatePartitionsRequest, CreatePartitionsResponse> CREATE_PARTITIONS =
      new Api<>(
          37, "CreatePartitions", CreatePartitionsRequest.SHAPE, CreatePartitionsResponse.SHAPE, 3);

  public static final Api<DeleteGroupsRequest, DeleteGroupsResponse> DELETE_GROUPS =
      new Api<>(42, "DeleteGroups", DeleteGroupsRequest.SHAPE, DeleteGroupsResponse.SHAPE, 3);

  public static final Api<ElectLeadersRequest, ElectLeadersResponse> ELECT_LEADERS =
      new Api<>(43, "ElectLeaders", ElectLeadersRequest.SHAPE, ElectLeadersResponse.SHAPE, 2);

  public static final Api<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>
      INCREMENTAL_ALTER_CONFIGS =
          new Api<>(
              44,
              "IncrementalAlterConfigs",
              IncrementalAlterConfigsRequest.SHAPE,
              IncrementalAlterConfigsResponse.SHAPE,
              1);

  public static final Api<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse>
      ALTER_PARTITION_REASSIGNMENTS =
          new Api<>(
              45,
              "AlterPartitionReassignments",
              AlterPartitionReassignmentsRequest.SHAPE,
              AlterPartitionReassignmentsResponse.SHAPE,
              1);

  public static final Api<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>
      LIST_PARTITION_REASSIGNMENTS =
          new Api<>(
              46,
              "ListPartitionReassignments",
              ListPartitionReassignmentsRequest.SHAPE,
              ListPartitionReassignmentsResponse.SHAPE,
              0);

  public static final Api<OffsetDeleteRequest, OffsetDeleteResponse> OFFSET_DELETE =
      new Api<>(47, "OffsetDelete", OffsetDeleteRequest.SHAPE, OffsetDeleteResponse.SHAPE, 0);

  public static final Api<DescribeClusterRequest, DescribeClusterResponse> DESCRIBE_CLUSTER =
      new Api<>(
          60, "DescribeCluster", DescribeClusterRequest.SHAPE, DescribeClusterResponse.SHAPE, 2);

  public static final Api<DescribeProducersRequest, DescribeProducersResponse> DESCRIBE_PRODUCERS =
      new Api<>(
          61,
          "DescribeProducers",
          DescribeProducersRequest.SHAPE,
          DescribeProducersResponse.SHAPE,
          0);

  public static final Api<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>
      DESCRIBE_TOPIC_PARTITIONS =
          new Api<>(
              75,
              "DescribeTopicPartitions",
              DescribeTopicPartitionsRequest.SHAPE,
              DescribeTopicPartitionsResponse.SHAPE,
              0);

  /** All of the above, ascending by key. */
  public static final List<Api<?, ?>> ALL =
      List.of(
          PRODUCE,
          FETCH,
          LIST_OFFSETS,
          METADATA,
          OFFSET_COMMIT,
          OFFSET_FETCH,
          FIND_COORDINATOR,
          JOIN_GROUP,
          HEARTBEAT,
          LEAVE_GROUP,
          SYNC_GROUP,
          DESCRIBE_GROUPS,
          LIST_GROUPS,
          API_VERSIONS,
          CREATE_TOPICS,
          DELETE_TOPICS,
          DELETE_RECORDS,
          INIT_PRODUCER_ID,
          OFFSET_FOR_LEADER_EPOCH,
          DESCRIBE_CONFIGS,
          DESCRIBE_LOG_DIRS,
          CREATE_PARTITIONS,
          DELETE_GROUPS,
          ELECT_LEADERS,
          INCREMENTAL_ALTER_CONFIGS,
          ALTER_PARTITION_REASSIGNMENTS,
          LIST_PARTITION_REASSIGNMENTS,
          OFFSET_DELETE,
          DESCRIBE_CLUSTER,
          DESCRIBE_PRODUCERS,
          DESCRIBE_TOPIC_PARTITIONS);

  private static final Map<Integer, Api<?, ?>> BY_KEY =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Api::key, Function.identity()));

  private Apis() {}

  /** The API with this key; null if Weir does not speak it. */
  public static @Nullable Api<?, ?> byKey(int key) {
    return BY_KEY.get(key);
  }
}
