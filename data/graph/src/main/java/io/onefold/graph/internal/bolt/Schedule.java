package io.onefold.graph.internal.bolt;

/// How relationships are spread over rounds and shards, so that no two writers of a round touch the
/// same node.
///
/// Between two labels: nodes of each label fall into k shards by a hash of their key. Round r runs
/// the k cells (i, (i + r) mod k). Within one label a node can stand on both sides: nodes fall into
/// 2k shards, a first round runs the pairs within one shard, the others are the rounds of a
/// round-robin tournament of the shards (the circle method), k disjoint pairs each.
///
/// @param shards writers at once, k
/// @param sameLabel whether both ends have the same label
public record Schedule(int shards, boolean sameLabel) {

    /// One writer, one round.
    public static final Schedule SINGLE = new Schedule(1, false);

    public Schedule {
        if (shards < 1) {
            throw new IllegalArgumentException("a schedule needs at least 1 shard, not " + shards);
        }
    }

    public int rounds() {
        if (shards == 1) {
            return 1;
        }
        return sameLabel ? 2 * shards : shards;
    }

    /// The round of a row, from 0, as an expression.
    ///
    /// @param f the key of the node it starts from, as an expression
    /// @param t the key of the node it ends at
    public String roundSql(String f, String t) {
        if (shards == 1) {
            return "0";
        }
        if (!sameLabel) {
            return "(%2$s - %1$s + %3$d) %% %3$d".formatted(bucket(f), bucket(t), shards);
        }
        int players = 2 * shards;
        int others = players - 1;
        return """
                case
                  when %1$s = %2$s then 0
                  when %1$s = %4$d then 1 + (2 * %2$s) %% %4$d
                  when %2$s = %4$d then 1 + (2 * %1$s) %% %4$d
                  else 1 + (%1$s + %2$s) %% %4$d
                end"""
                .formatted(bucket(f), bucket(t), players, others);
    }

    /// The shard of a row within its round, from 0, as an expression.
    public String shardSql(String f, String t) {
        if (shards == 1) {
            return "0";
        }
        if (!sameLabel) {
            return bucket(f);
        }
        int others = 2 * shards - 1;
        return """
                case
                  when %1$s = %2$s then %1$s %% %3$d
                  when %1$s = %4$d or %2$s = %4$d then 0
                  else least((%1$s - %2$s + %4$d) %% %4$d, (%2$s - %1$s + %4$d) %% %4$d)
                end"""
                .formatted(bucket(f), bucket(t), shards, others);
    }

    /// The shard of a node, from 0, as an expression over its key.
    public String nodeShardSql(String k) {
        return shards == 1 ? "0" : "cast(hash(" + k + ") % " + shards + " as INTEGER)";
    }

    private String bucket(String end) {
        int count = sameLabel ? 2 * shards : shards;
        return "cast(hash(" + end + ") % " + count + " as INTEGER)";
    }
}
