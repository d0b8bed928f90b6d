package io.onefold.graph.rings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rings and hops against a brute-force twin and a published network.
@Tag("graph-13")
class RingAlgorithmsTest {

    private static final long SEED = 20261121L;
    private static final int HOPS_MAX = 4;

    /// A small random graph, kept as plain sets beside its arrays.
    private record Case(
            IdentifierGraph graph,
            List<Set<Integer>> holders,
            BitSet hubs,
            BitSet frauds,
            byte[] kinds) {

        static Case random(Random random) {
            int customers = 1 + random.nextInt(40);
            int identifiers = 1 + random.nextInt(40);
            List<Set<Integer>> holders = new ArrayList<>();
            IdentifierGraph.Edges edges = new IdentifierGraph.Edges();
            BitSet hubs = new BitSet();
            byte[] kinds = new byte[identifiers];
            for (int i = 0; i < identifiers; i++) {
                Set<Integer> holding = new HashSet<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    holding.add(random.nextInt(customers));
                }
                holders.add(holding);
                int identifier = i;
                holding.forEach(c -> edges.add(c, identifier));
                hubs.set(i, random.nextInt(10) == 0);
                kinds[i] = (byte) random.nextInt(3);
            }
            BitSet frauds = new BitSet();
            for (int c = 0; c < customers; c++) {
                frauds.set(c, random.nextInt(8) == 0);
            }
            return new Case(
                    edges.build(customers, identifiers, hubs), holders, hubs, frauds, kinds);
        }

        Set<Integer> neighbours(int customer, int kindOrAny) {
            Set<Integer> found = new HashSet<>();
            for (int i = 0; i < holders.size(); i++) {
                boolean wanted = kindOrAny < 0 || kinds[i] == kindOrAny;
                if (wanted && !hubs.get(i) && holders.get(i).contains(customer)) {
                    found.addAll(holders.get(i));
                }
            }
            found.remove(customer);
            return found;
        }

        Map<Integer, Integer> hopsFrom(int start) {
            Map<Integer, Integer> hops = new TreeMap<>(Map.of(start, 0));
            ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
            while (!queue.isEmpty()) {
                int at = queue.remove();
                for (int next : neighbours(at, -1)) {
                    if (!hops.containsKey(next)) {
                        hops.put(next, hops.get(at) + 1);
                        queue.add(next);
                    }
                }
            }
            return hops;
        }
    }

    @Test
    void componentsEqualThoseOfABruteForceSearch() {
        forRandomCases(
                c -> {
                    Components components = Components.of(c.graph());
                    for (int customer = 0; customer < c.graph().customers(); customer++) {
                        Set<Integer> reached = c.hopsFrom(customer).keySet();
                        assertThat(components.sizeOf(customer)).isEqualTo(reached.size());
                        for (int other = 0; other < c.graph().customers(); other++) {
                            boolean together =
                                    components.representative(customer)
                                            == components.representative(other);
                            assertThat(together).isEqualTo(reached.contains(other));
                        }
                    }
                });
    }

    @Test
    void hopsEqualThoseOfASearchFromEachCustomerThatSkipsItsOwnLabel() {
        forRandomCases(
                c -> {
                    FraudDistance distance = FraudDistance.from(c.graph(), c.frauds(), HOPS_MAX);
                    for (int customer = 0; customer < c.graph().customers(); customer++) {
                        int self = customer;
                        int expected =
                                c.hopsFrom(customer).entrySet().stream()
                                        .filter(
                                                e ->
                                                        e.getKey() != self
                                                                && c.frauds().get(e.getKey())
                                                                && e.getValue() <= HOPS_MAX)
                                        .mapToInt(Map.Entry::getValue)
                                        .min()
                                        .orElse(FraudDistance.NONE);
                        assertThat(distance.hops(customer))
                                .as("customer %s", customer)
                                .isEqualTo(expected);
                    }
                });
    }

    @Test
    void sharedCustomersAreCountedOncePerKindAndFraudsOnceOverAll() {
        forRandomCases(
                c -> {
                    Sharing sharing = new Sharing(c.graph(), c.kinds(), 3, c.frauds());
                    for (int customer = 0; customer < c.graph().customers(); customer++) {
                        Sharing.Counts counts = sharing.of(customer);
                        for (int kind = 0; kind < 3; kind++) {
                            assertThat(counts.sharedByKind()[kind])
                                    .isEqualTo(c.neighbours(customer, kind).size());
                        }
                        long frauds =
                                c.neighbours(customer, -1).stream().filter(c.frauds()::get).count();
                        assertThat(counts.fraudNeighbours()).isEqualTo((int) frauds);
                    }
                });
    }

    @Test
    void theTransferNetworkOfTheFinBenchSampleHasItsPublishedComponents() throws IOException {
        String data = System.getenv("ONEFOLD_DATA");
        assumeTrue(data != null, "ONEFOLD_DATA is not set: the FinBench sample is not at hand");
        Path folder = Path.of(data, "graph", "finbench");
        Map<String, Integer> accounts = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(folder.resolve("Account.csv"))) {
            lines.lines()
                    .skip(1)
                    .forEach(
                            line ->
                                    accounts.put(
                                            line.substring(0, line.indexOf('|')), accounts.size()));
        }
        IdentifierGraph.Edges edges = new IdentifierGraph.Edges();
        int transfers = 0;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Files.newInputStream(
                                                folder.resolve("AccountTransferAccount.csv.gz"))),
                                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\\|");
                edges.add(accounts.get(fields[0]), transfers);
                edges.add(accounts.get(fields[1]), transfers++);
            }
        }

        Components components =
                Components.of(edges.build(accounts.size(), transfers, new BitSet()));

        Map<Integer, Integer> sizes = new TreeMap<>();
        accounts.values().forEach(a -> sizes.merge(components.representative(a), 1, Integer::sum));
        assertThat(transfers).isEqualTo(37_861);
        assertThat(sizes.values()).containsExactlyInAnyOrder(6_199, 1);
    }

    private static void forRandomCases(java.util.function.Consumer<Case> check) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            check.accept(Case.random(random));
        }
    }
}
