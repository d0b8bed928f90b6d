package io.onefold.scoring.feature;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What features need to be kept of the entities of one kind.
///
/// @param payments whether event times of payments are kept at all
/// @param amounts whether their amounts are
/// @param traits which entities that the payments name are, in the order of the columns
/// @param places whether latitude and longitude are, as two more columns
/// @param events the account events that are kept
/// @param labels whether labels of fraud are
record TableNeeds(
        boolean payments,
        boolean amounts,
        List<Entity> traits,
        boolean places,
        Set<AccountEventType> events,
        boolean labels) {

    static final TableNeeds NONE = new TableNeeds(false, false, List.of(), false, Set.of(), false);

    TableNeeds {
        traits = List.copyOf(traits);
        events = Set.copyOf(events);
    }

    /// The same text for the same needs.
    String described() {
        return "(%s %s %s %s %s %s)"
                .formatted(payments, amounts, traits, places, new TreeSet<>(events), labels);
    }

    int traitColumns() {
        return traits.size() + (places ? 2 : 0);
    }

    /// What both need.
    TableNeeds and(TableNeeds other) {
        EnumSet<Entity> both = EnumSet.noneOf(Entity.class);
        both.addAll(traits);
        both.addAll(other.traits);
        EnumSet<AccountEventType> types = EnumSet.noneOf(AccountEventType.class);
        types.addAll(events);
        types.addAll(other.events);
        return new TableNeeds(
                payments || other.payments,
                amounts || other.amounts,
                List.copyOf(both),
                places || other.places,
                types,
                labels || other.labels);
    }
}
