package io.onefold.server;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.onefold.fraud.decide.DecisionObserver;
import io.onefold.fraud.decide.DecisionParts;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.decide.RegistryModels;
import io.onefold.fraud.port.AccountEvents;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.Customers;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.FeaturePlans;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.Labels;
import io.onefold.fraud.port.ListEntries;
import io.onefold.fraud.port.Outcomes;
import io.onefold.fraud.port.StateStore;
import io.onefold.fraud.port.Suppressions;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.registry.ModelRegistry;
import java.time.Clock;

/// What decisions, and the people who look at them, work with.
///
/// @param commits what is counted of commits
public record DecisionPorts(
        DecisionStore store,
        Keys keys,
        Book rules,
        Book policies,
        ModelRegistry registry,
        Alerts alerts,
        Cases cases,
        Labels labels,
        AccountEvents events,
        ListEntries lists,
        Suppressions suppressions,
        FeaturePlans plans,
        StateStore state,
        Outcomes outcomes,
        MeterBinder commits,
        Customers customers) {

    /// Every feature there is, those of customers included.
    FeatureCatalogue catalogue() {
        return Payments.catalogue().withCustomer(customers.columns());
    }

    /// What decisions are made with.
    ///
    /// @param state what went before
    /// @param observer who counts
    DecisionParts parts(FeatureState state, Clock clock, DecisionObserver observer) {
        return new DecisionParts(
                store,
                keys,
                rules,
                policies,
                new RegistryModels(registry),
                lists,
                suppressions,
                plans,
                customers,
                catalogue(),
                state,
                clock,
                observer);
    }

    /// The ports of the room that keeps decisions.
    public static DecisionPorts of(Decisions room, Customers customers) {
        return new DecisionPorts(
                room.store(),
                room.keys(),
                room.rules(),
                room.policies(),
                room.models(),
                room.alerts(),
                room.cases(),
                room.labels(),
                room.events(),
                room.lists(),
                room.suppressions(),
                room.plans(),
                room.state(),
                room.outcomes(),
                room.metrics(),
                customers);
    }
}
