package io.onefold.graph.internal.bolt;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rule is checked on all pairs of 60 nodes: no node may meet two writers in one round.
final class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "1,true", "1,false", "2,true", "2,false", "3,true", "4,true", "4,false", "7,true", "8,false"
    })
    void noTwoWritersOfARoundTouchTheSameNode(int shards, boolean sameLabel) throws Exception {
        Schedule schedule = new Schedule(shards, sameLabel);
        Map<String, Set<Integer>> writersOf = new HashMap<>();
        Set<Integer> rounds = new HashSet<>();
        int rows = 0;
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement();
                ResultSet pairs =
                        statement.executeQuery(
                                """
                                select f, t, cast(%s as integer), cast(%s as integer)
                                from (select 'n' || a.range as f, 'n' || b.range as t from range(60) a, range(60) b)
                                """
                                        .formatted(
                                                schedule.roundSql("f", "t"),
                                                schedule.shardSql("f", "t")))) {
            while (pairs.next()) {
                int round = pairs.getInt(3);
                int shard = pairs.getInt(4);
                rounds.add(round);
                rows++;
                assertThat(round).isBetween(0, schedule.rounds() - 1);
                assertThat(shard).isBetween(0, shards - 1);
                String from = (sameLabel ? "" : "from ") + pairs.getString(1);
                writersOf.computeIfAbsent(round + from, k -> new HashSet<>()).add(shard);
                writersOf
                        .computeIfAbsent(round + pairs.getString(2), k -> new HashSet<>())
                        .add(shard);
            }
        }
        assertThat(rows).isEqualTo(3600);
        assertThat(rounds).hasSize(schedule.rounds());
        assertThat(writersOf.values()).allMatch(writers -> writers.size() == 1);
    }
}
