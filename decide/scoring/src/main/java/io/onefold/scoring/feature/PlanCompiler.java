package io.onefold.scoring.feature;

import io.onefold.scoring.feature.Formula.Aggregate;
import io.onefold.scoring.feature.Formula.Distance;
import io.onefold.scoring.feature.Formula.RiskForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes steps of features. Features that read the same list share a step.
///
/// A step's columns are those of the state that keeps the plan's own needs; a wider state orders
/// its columns otherwise, so steps are compiled against what a state keeps.
final class PlanCompiler {

    private final StateNeeds kept;
    private final Map<String, FrozenDictionary> dictionaries;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Entity, Map<Window, int[]>> windows = new EnumMap<>(Entity.class);
    private final Map<List<Entity>, Map<Window, Integer>> distinct = new LinkedHashMap<>();
    private final Map<Window, int[]> risks = new EnumMap<>(Window.class);

    private PlanCompiler(StateNeeds kept, Map<String, FrozenDictionary> dictionaries) {
        this.kept = kept;
        this.dictionaries = dictionaries;
    }

    static Step[] compile(
            List<FeatureDefinition> features,
            StateNeeds kept,
            Map<String, FrozenDictionary> dictionaries) {
        PlanCompiler compiler = new PlanCompiler(kept, dictionaries);
        for (int place = 0; place < features.size(); place++) {
            compiler.add(features.get(place), place);
        }
        compiler.shared();
        return compiler.steps.toArray(Step[]::new);
    }

    private void add(FeatureDefinition feature, int place) {
        switch (feature.formula()) {
            case Formula.OfAmount amount -> steps.add(MomentSteps.amount(amount.form(), place));
            case Formula.OfTime time -> steps.add(MomentSteps.time(time.form(), place));
            case Formula.Windowed windowed ->
                    windows.computeIfAbsent(windowed.entity(), e -> new EnumMap<>(Window.class))
                                    .computeIfAbsent(
                                            windowed.window(),
                                            w -> nowhere(Aggregate.values().length))[
                                    windowed.aggregate().ordinal()] =
                            place;
            case Formula.Distinct counted ->
                    distinct.computeIfAbsent(
                                    List.of(counted.entity(), counted.of()),
                                    pair -> new EnumMap<>(Window.class))
                            .put(counted.window(), place);
            case Formula.Patterned patterned ->
                    steps.add(UserSteps.pattern(patterned.pattern(), patterned.window(), place));
            case Formula.SinceLast since -> steps.add(since(since.distance(), place));
            case Formula.ZScore score -> steps.add(UserSteps.zScore(score.window(), place));
            case Formula.Unseen unseen ->
                    steps.add(
                            UserSteps.unseen(unseen.of(), column(Entity.USER, unseen.of()), place));
            case Formula.Risk risk ->
                    risks.computeIfAbsent(risk.window(), w -> nowhere(RiskForm.values().length))[
                                    risk.form().ordinal()] =
                            place;
            case Formula.Events events -> steps.add(events(events, place));
            case Formula.OfCustomer customer -> steps.add(customer(customer.place(), place));
            case Formula.OfRequest request -> steps.add(request(feature, request, place));
        }
    }

    private void shared() {
        windows.forEach((entity, byWindow) -> steps.add(windows(entity, byWindow)));
        distinct.forEach((pair, byWindow) -> steps.add(distinct(pair, byWindow)));
        if (!risks.isEmpty()) {
            Window[] order = longestFirst(risks);
            steps.add(
                    new RiskStep(
                            order, risks(order, RiskForm.COUNT), risks(order, RiskForm.SHARE)));
        }
    }

    private int[] risks(Window[] order, RiskForm form) {
        return Arrays.stream(order)
                .map(risks::get)
                .mapToInt(places -> places[form.ordinal()])
                .toArray();
    }

    private static Step windows(Entity entity, Map<Window, int[]> byWindow) {
        Window[] order = longestFirst(byWindow);
        return new WindowStep(
                entity, order, Arrays.stream(order).map(byWindow::get).toArray(int[][]::new));
    }

    private Step distinct(List<Entity> pair, Map<Window, Integer> byWindow) {
        Window[] order = longestFirst(byWindow);
        List<Window> shortestFirst = Arrays.asList(order).reversed();
        return new DistinctStep(
                pair.getFirst(),
                pair.getLast(),
                column(pair.getFirst(), pair.getLast()),
                shortestFirst.toArray(Window[]::new),
                shortestFirst.stream().mapToInt(byWindow::get).toArray());
    }

    private Step since(Distance distance, int place) {
        return UserSteps.since(distance, kept.of(Entity.USER).traits().size(), place);
    }

    private static Step events(Formula.Events events, int place) {
        Entity entity = events.entity();
        long micros = events.window().micros();
        return (reading, out) -> {
            EventList list = reading.table(entity).events(reading.id(entity), events.type());
            int count = 0;
            if (list != null) {
                int to = list.after(reading.at);
                int from =
                        list.after(reading.beginning(reading.at, micros), events.window().hint());
                count = to - from;
            }
            out[place] = reading.payment.has(entity) ? count : Double.NaN;
        };
    }

    private static Step customer(int column, int place) {
        return (reading, out) -> {
            String user = reading.payment.key(Entity.USER);
            float[] row = user == null ? null : reading.customers.of(user);
            out[place] = row == null || column >= row.length ? Double.NaN : row[column];
        };
    }

    private Step request(FeatureDefinition feature, Formula.OfRequest request, int place) {
        int slot = request.slot();
        if (request.kind() != RequestFields.Kind.CATEGORY) {
            return (reading, out) -> out[place] = reading.payment.value(slot);
        }
        FrozenDictionary dictionary = dictionaries.get(feature.name());
        if (dictionary == null) {
            throw new IllegalArgumentException(
                    "category '"
                            + feature.name()
                            + "' has no dictionary; a plan that names it needs the one it was"
                            + " trained with");
        }
        return (reading, out) -> out[place] = dictionary.place(reading.payment.word(slot));
    }

    private int column(Entity entity, Entity of) {
        return kept.of(entity).traits().indexOf(of);
    }

    private static int[] nowhere(int length) {
        int[] places = new int[length];
        Arrays.fill(places, -1);
        return places;
    }

    private static Window[] longestFirst(Map<Window, ?> byWindow) {
        return byWindow.keySet().stream()
                .sorted(Comparator.comparing(Window::micros).reversed())
                .toArray(Window[]::new);
    }
}
