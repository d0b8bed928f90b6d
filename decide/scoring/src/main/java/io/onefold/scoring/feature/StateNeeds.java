package io.onefold.scoring.feature;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What features need to be kept, by kind of entity; a kind that is not named is not kept.
///
/// @param tables by entity
record StateNeeds(Map<Entity, TableNeeds> tables) {

    StateNeeds {
        tables = Map.copyOf(tables);
    }

    static StateNeeds of(Collection<FeatureDefinition> features) {
        Map<Entity, TableNeeds> tables = new EnumMap<>(Entity.class);
        for (FeatureDefinition feature : features) {
            add(tables, feature.formula());
        }
        return new StateNeeds(tables);
    }

    /// Whether a state that keeps this has all that another needs.
    boolean covers(StateNeeds other) {
        return other.tables.entrySet().stream()
                .allMatch(
                        needed -> {
                            TableNeeds kept = tables.get(needed.getKey());
                            return kept != null && kept.and(needed.getValue()).equals(kept);
                        });
    }

    /// The same text for the same needs, in this version of Onefold.
    String described() {
        StringBuilder text = new StringBuilder();
        for (Entity entity : Entity.values()) {
            if (tables.containsKey(entity)) {
                text.append(entity).append(tables.get(entity).described()).append(';');
            }
        }
        return text.toString();
    }

    TableNeeds of(Entity entity) {
        return tables.getOrDefault(entity, TableNeeds.NONE);
    }

    private static void add(Map<Entity, TableNeeds> tables, Formula formula) {
        switch (formula) {
            case Formula.Windowed windowed ->
                    add(
                            tables,
                            windowed.entity(),
                            paid(windowed.aggregate() != Formula.Aggregate.COUNT));
            case Formula.Distinct distinct -> trait(tables, distinct.entity(), distinct.of());
            case Formula.Unseen unseen -> trait(tables, Entity.USER, unseen.of());
            case Formula.Patterned patterned -> add(tables, Entity.USER, paid(true));
            case Formula.ZScore score -> add(tables, Entity.USER, paid(true));
            case Formula.SinceLast since ->
                    add(
                            tables,
                            Entity.USER,
                            new TableNeeds(
                                    true,
                                    false,
                                    List.of(),
                                    since.distance() == Formula.Distance.KILOMETRES,
                                    Set.of(),
                                    false));
            case Formula.Risk risk ->
                    add(
                            tables,
                            Entity.MERCHANT,
                            new TableNeeds(true, false, List.of(), false, Set.of(), true));
            case Formula.Events events ->
                    add(
                            tables,
                            events.entity(),
                            new TableNeeds(
                                    false, false, List.of(), false, Set.of(events.type()), false));
            case Formula.OfAmount amount -> {}
            case Formula.OfTime time -> {}
            case Formula.OfCustomer customer -> {}
            case Formula.OfRequest request -> {}
        }
    }

    private static void trait(Map<Entity, TableNeeds> tables, Entity entity, Entity of) {
        add(tables, entity, new TableNeeds(true, false, List.of(of), false, Set.of(), false));
        add(tables, of, TableNeeds.NONE);
    }

    private static TableNeeds paid(boolean amounts) {
        return new TableNeeds(true, amounts, List.of(), false, Set.of(), false);
    }

    private static void add(Map<Entity, TableNeeds> tables, Entity entity, TableNeeds needs) {
        tables.merge(entity, needs, TableNeeds::and);
    }
}
