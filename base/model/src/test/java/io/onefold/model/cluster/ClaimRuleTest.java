package io.onefold.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.cluster.Change.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClaimRuleTest {

    private final AtomicInteger sequence = new AtomicInteger(100);

    @Test
    void unclaimedClustersMintIdsInTheOrderOfTheirSmallestRecord() {
        Naming<Integer, String> naming =
                rule(Map.of(), Set.of()).name(List.of(Set.of("d", "c"), Set.of("b", "e")));

        assertThat(naming.members().get(100)).containsExactly("b", "e");
        assertThat(naming.members().get(101)).containsExactly("c", "d");
        assertThat(naming.changes()).extracting(Change::kind).containsOnly(Kind.CREATED);
    }

    @Test
    void unchangedClustersKeepTheirIdsAndNothingIsReported() {
        Naming<Integer, String> naming =
                rule(Map.of("a", 1, "b", 1, "c", 2), Set.of(1, 2))
                        .name(List.of(Set.of("c"), Set.of("b", "a")));

        assertThat(naming.members().keySet()).containsExactly(1, 2);
        assertThat(naming.changes()).isEmpty();
    }

    @Test
    void theIdWithMostMembersWinsAMergeAndTheOtherBecomesItsAlias() {
        Naming<Integer, String> naming =
                rule(Map.of("a", 1, "b", 2, "c", 2), Set.of(1, 2))
                        .name(List.of(Set.of("a", "b", "c")));

        assertThat(naming.members().keySet()).containsExactly(2);
        assertThat(naming.aliases()).containsExactly(Map.entry(1, 2));
        assertThat(naming.changes())
                .extracting(Change::kind)
                .containsExactly(Kind.RETIRED, Kind.MERGED);
    }

    @Test
    void aTieBetweenClaimsGoesToTheOldestId() {
        Naming<Integer, String> naming =
                rule(Map.of("a", 2, "b", 1), Set.of(1, 2)).name(List.of(Set.of("a", "b")));

        assertThat(naming.members().keySet()).containsExactly(1);
    }

    @Test
    void aSplitIdGoesToItsLargestPartAndATieToThePartWithTheOldestRecord() {
        Map<String, Integer> last = Map.of("a", 1, "b", 1, "c", 1, "d", 1);

        Naming<Integer, String> larger =
                rule(last, Set.of(1)).name(List.of(Set.of("a"), Set.of("b", "c", "d")));
        Naming<Integer, String> tied =
                rule(last, Set.of(1)).name(List.of(Set.of("c", "d"), Set.of("a", "b")));

        assertThat(larger.members().get(1)).containsExactly("b", "c", "d");
        assertThat(larger.changes())
                .extracting(Change::kind)
                .containsExactly(Kind.SPLIT, Kind.CREATED);
        assertThat(tied.members().get(1)).containsExactly("a", "b");
    }

    @Test
    void anIdWithoutMembersRetiresAndIsRestoredWhenItsRecordsReturn() {
        Map<String, Integer> last = Map.of("a", 1, "b", 1, "c", 2);

        Naming<Integer, String> gone = rule(last, Set.of(1, 2)).name(List.of(Set.of("c")));
        Naming<Integer, String> back =
                rule(last, Set.of(2)).name(List.of(Set.of("c"), Set.of("a", "b")));

        assertThat(gone.changes())
                .singleElement()
                .satisfies(c -> assertThat(c.kind()).isEqualTo(Kind.RETIRED));
        assertThat(back.members().get(1)).containsExactly("a", "b");
        assertThat(back.changes())
                .singleElement()
                .satisfies(c -> assertThat(c.kind()).isEqualTo(Kind.RESTORED));
    }

    @Test
    void namesDependOnTheSetsAndNotOnTheirOrder() {
        long seed = 20261121L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Map<String, Integer> last = new HashMap<>();
            for (int i = 0; i < 30; i++) {
                last.put("r" + i, random.nextInt(8));
            }
            List<Set<String>> clusters = randomClusters(random, 40, 12);
            List<Set<String>> shuffled = new ArrayList<>(clusters);
            Collections.shuffle(shuffled, random);

            Naming<Integer, String> one = freshRule(last).name(clusters);
            Naming<Integer, String> other = freshRule(last).name(shuffled);

            assertThat(other).isEqualTo(one);
            assertThat(new HashSet<>(one.members().values())).isEqualTo(new HashSet<>(clusters));
            assertThat(one.aliases().keySet())
                    .allSatisfy(alias -> assertThat(one.members()).doesNotContainKey(alias));
        }
    }

    private static List<Set<String>> randomClusters(Random random, int records, int groups) {
        Map<Integer, Set<String>> byGroup = new HashMap<>();
        for (int i = 0; i < records; i++) {
            byGroup.computeIfAbsent(random.nextInt(groups), k -> new TreeSet<>()).add("r" + i);
        }
        return new ArrayList<>(byGroup.values());
    }

    private ClaimRule<Integer, String> freshRule(Map<String, Integer> last) {
        sequence.set(100);
        return rule(last, new HashSet<>(last.values()));
    }

    private ClaimRule<Integer, String> rule(Map<String, Integer> last, Set<Integer> live) {
        return new ClaimRule<>(last, live, sequence::getAndIncrement);
    }
}
