package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Block;
import io.onefold.synth.internal.streaming.Shelf;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The expected answers of the query library over the planted block, found by looking at every row.
///
/// Nothing here is shared with a query: no SQL, no Cypher, no index. The rules are those of the
/// library's manifests.
final class Answers {

    private static final String JOHN = "john.smith@email.com";
    private static final ZoneId OTHER_ZONE = ZoneId.of("Asia/Kolkata");

    private static final int EVERYBODY = 200;

    private final Shelf shelf;
    private final Block block;

    Answers(Shelf shelf, Block block) {
        this.shelf = shelf;
        this.block = block;
    }

    /// Query name → `{query, answers: [{as_of, parameters, rows}]}` for every date.
    Map<String, Object> all(List<Instant> dates) {
        Map<String, Object> files = new LinkedHashMap<>();
        cases().forEach(
                        (query, cases) -> {
                            List<Object> answers = new ArrayList<>();
                            for (Instant date : dates) {
                                World world = new World(shelf, block, date);
                                for (Case one : cases) {
                                    Map<String, Object> answer = new LinkedHashMap<>();
                                    answer.put("as_of", date);
                                    answer.put("parameters", one.parameters());
                                    answer.put("rows", one.rows().apply(world));
                                    answers.add(answer);
                                }
                            }
                            Map<String, Object> file = new LinkedHashMap<>();
                            file.put("query", query);
                            file.put("answers", answers);
                            files.put(query, file);
                        });
        return files;
    }

    private static Map<String, List<Case>> cases() {
        Map<String, List<Case>> cases = new LinkedHashMap<>();
        cases.put("shared-cards", plain(world -> new ProfileAnswers(world).sharedCards()));
        cases.put(
                "customer-value",
                top(20, (world, limit) -> new ProfileAnswers(world).customerValue(limit)));
        cases.put(
                "churn-risk",
                top(20, (world, limit) -> new ProfileAnswers(world).churnRisk(limit)));
        cases.put(
                "genre-preferences",
                top(20, (world, limit) -> new StreamAnswers(world).genrePreferences(limit)));
        cases.put("revenue-by-plan", plain(world -> new ProfileAnswers(world).revenueByPlan()));
        cases.put(
                "popular-content",
                top(20, (world, limit) -> new StreamAnswers(world).popularContent(limit)));
        cases.put(
                "device-analysis",
                top(10, (world, limit) -> new StreamAnswers(world).deviceAnalysis(limit)));
        cases.put(
                "customer-journey",
                List.of(
                        new Case(
                                Map.of("email", JOHN),
                                world -> new ProfileAnswers(world).customerJourney(JOHN))));
        cases.put(
                "active-streamers",
                top(10, (world, limit) -> new StreamAnswers(world).activeStreamers(limit)));
        cases.put("activity-heatmap", heatmaps());
        cases.put(
                "hacked-neighbours",
                plain(world -> new NeighbourAnswers(world).hackedNeighbours()));
        return cases;
    }

    private static List<Case> heatmaps() {
        return List.of(
                new Case(
                        Map.of(),
                        world -> new StreamAnswers(world).activityHeatmap(ZoneOffset.UTC, false)),
                new Case(
                        Map.of("zone", OTHER_ZONE.getId()),
                        world -> new StreamAnswers(world).activityHeatmap(OTHER_ZONE, false)),
                new Case(
                        Map.of("bounds", "quantiles"),
                        world -> new StreamAnswers(world).activityHeatmap(ZoneOffset.UTC, true)));
    }

    private static List<Case> plain(Function<World, List<Row>> rows) {
        return List.of(new Case(Map.of(), rows));
    }

    /// Once with the query's own limit, once with every account in sight.
    private static List<Case> top(int limit, BiFunction<World, Integer, List<Row>> rows) {
        return List.of(
                new Case(Map.of(), world -> rows.apply(world, limit)),
                new Case(Map.of("limit", EVERYBODY), world -> rows.apply(world, EVERYBODY)));
    }

    /// A query with parameters of its own and the rows it must answer.
    private record Case(Map<String, Object> parameters, Function<World, List<Row>> rows) {
        private Case {
            parameters = Map.copyOf(parameters);
        }
    }
}
