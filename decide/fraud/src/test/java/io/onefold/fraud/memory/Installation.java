package io.onefold.fraud.memory;

import io.onefold.fraud.Caller;
import io.onefold.fraud.decide.Answer;
import io.onefold.fraud.decide.DecisionObserver;
import io.onefold.fraud.decide.DecisionParts;
import io.onefold.fraud.decide.DecisionSettings;
import io.onefold.fraud.decide.Decisions;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Principal;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// A whole fraud room in memory, with one policy and no rules to begin with.
public final class Installation {

    public static final Instant NOW = Instant.parse("2026-01-15T10:30:00.412Z");
    public static final Caller CALLER =
            new Caller(Caller.DEFAULT_TENANT, Principal.localOperator("checkout"), null);
    public static final Principal ANA = Principal.localOperator("ana");
    public static final Principal BEA = Principal.localOperator("bea");

    public static final String DEFAULT_POLICY =
            """
            {"id": "default", "on_failure": "error", "bands": [
              {"below": 0.1, "level": "LOW", "action": "APPROVE"},
              {"below": 0.3, "level": "MEDIUM", "action": "REVIEW"},
              {"below": 0.7, "level": "HIGH", "action": "DECLINE"},
              {"level": "CRITICAL", "action": "BLOCK_ACCOUNT"}]}
            """;

    public final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    public final MemoryAlerts alerts = new MemoryAlerts(clock);
    public final MemoryDecisions decisions = new MemoryDecisions(alerts, clock);
    public final MemoryBook rules = new MemoryBook(clock);
    public final MemoryBook policies = new MemoryBook(clock);
    public final MemoryLists lists = new MemoryLists();
    public final MemorySuppressions suppressions = new MemorySuppressions();
    public final MemoryLabels labels = new MemoryLabels(decisions);
    public final MemoryCases cases = new MemoryCases(alerts, labels, suppressions);
    public final MemoryPlans plans = new MemoryPlans();
    public final FixedModels models = new FixedModels();
    public final FeatureState state =
            new FeatureState(
                    FeaturePlan.compile(
                            Payments.catalogue(),
                            io.onefold.scoring.feature.FeatureCatalogue.standard().names()));

    public Installation() {
        publish(policies, "default", DEFAULT_POLICY);
    }

    public BookVersion publish(MemoryBook book, String id, String body) {
        BookVersion version = book.write(id, Spec.canonical(body), ANA);
        book.move(id, version.version(), Mode.ACTIVE, BEA);
        return version;
    }

    public DecisionParts parts(DecisionStore store) {
        return new DecisionParts(
                store,
                new TestKeys(),
                rules,
                policies,
                models,
                lists,
                suppressions,
                plans,
                (tenant, user) -> Optional.of("C-" + user),
                Payments.catalogue(),
                state,
                clock,
                DecisionObserver.NONE);
    }

    public Decisions open() {
        return open(decisions);
    }

    public Decisions open(DecisionStore store) {
        return new Decisions(parts(store), DecisionSettings.DEFAULT);
    }

    public static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Answer answer) {
        return switch (answer) {
            case Answer.Decided decided -> new String(decided.body(), StandardCharsets.UTF_8);
            case Answer.Refused refused -> refused.problem().code().wireName();
        };
    }
}
