package io.onefold.server.internal.api;

import io.onefold.catalog.json.Json;
import io.onefold.fraud.Action;
import io.onefold.fraud.decide.Backtest;
import io.onefold.server.internal.errand.Errand;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A backtest as it is shown.
///
/// @param subject what was put in the place of what decided
/// @param status queued, running, succeeded or failed
/// @param reason why it failed; null: it did not
/// @param report what came of it; null: not yet
record BacktestView(
        UUID id,
        String subject,
        Instant from,
        Instant to,
        String status,
        @Nullable String reason,
        @Nullable BacktestReport report,
        String author,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static BacktestView of(Errand errand) {
        JsonNode result = errand.result();
        return new BacktestView(
                errand.id(),
                errand.subject(),
                Instant.parse(errand.request().required("from").asString()),
                Instant.parse(errand.request().required("to").asString()),
                errand.status().wireName(),
                errand.reason(),
                result == null ? null : Json.MAPPER.treeToValue(result, BacktestReport.class),
                errand.author(),
                errand.createdAt(),
                errand.startedAt(),
                errand.endedAt());
    }

    /// What came of it.
    ///
    /// @param seen decisions that were looked at
    /// @param unreadable decisions left out, because their request is gone
    /// @param fired decisions on which the rule fired; 0 for policies and models
    /// @param unknown decisions on which the rule stayed unknown
    /// @param changed decisions whose level or action would be another one
    /// @param before how the decisions fared that were made
    /// @param after how they would have fared
    /// @param changes some of those that changed
    record BacktestReport(
            long seen,
            long unreadable,
            long fired,
            long unknown,
            long changed,
            BacktestFares before,
            BacktestFares after,
            List<ChangedDecision> changes) {

        static BacktestReport of(Backtest.Report report) {
            return new BacktestReport(
                    report.seen(),
                    report.unreadable(),
                    report.fired(),
                    report.unknown(),
                    report.changed(),
                    BacktestFares.of(report.before()),
                    BacktestFares.of(report.after()),
                    report.changes().stream()
                            .map(
                                    one ->
                                            new ChangedDecision(
                                                    one.transactionId(), one.before(), one.after()))
                            .toList());
        }
    }

    /// How decisions fared against their labels.
    ///
    /// @param stopped not approved
    /// @param precision labelled frauds among those stopped whose label is known; null: none is
    /// @param recall frauds stopped among all labelled frauds; null: there are none
    record BacktestFares(
            long stopped,
            long fraudsStopped,
            long fraudsPassed,
            long honestStopped,
            BigDecimal fraudAmountPassed,
            @Nullable Double precision,
            @Nullable Double recall) {

        static BacktestFares of(Backtest.Fares fares) {
            return new BacktestFares(
                    fares.stopped(),
                    fares.fraudsStopped(),
                    fares.fraudsPassed(),
                    fares.honestStopped(),
                    fares.fraudAmountPassed(),
                    known(fares.precision()),
                    known(fares.recall()));
        }

        private static @Nullable Double known(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }

    /// A decision that would be another one.
    record ChangedDecision(String transactionId, Action before, Action after) {}
}
