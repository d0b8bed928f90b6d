package io.onefold.fraud.decide;

import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.Customers;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.FeaturePlans;
import io.onefold.fraud.port.Keys;
import io.onefold.fraud.port.ListEntries;
import io.onefold.fraud.port.Suppressions;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeatureState;
import java.time.Clock;

/// What decisions are made with.
///
/// @param store where they are kept
/// @param keys keyed hashes of what links
/// @param rules the book of rules
/// @param policies the book of policies
/// @param models what scores
/// @param lists block and allow lists
/// @param suppressions remembered false positives
/// @param plans where the places of vectors are named
/// @param customers who payers are
/// @param catalogue every feature there is, made by [Payments#catalogue]
/// @param state what went before; it covers every plan of the catalogue
/// @param clock our time
/// @param observer who counts
public record DecisionParts(
        DecisionStore store,
        Keys keys,
        Book rules,
        Book policies,
        Models models,
        ListEntries lists,
        Suppressions suppressions,
        FeaturePlans plans,
        Customers customers,
        FeatureCatalogue catalogue,
        FeatureState state,
        Clock clock,
        DecisionObserver observer) {}
