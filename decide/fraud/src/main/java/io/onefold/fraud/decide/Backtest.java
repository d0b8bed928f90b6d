package io.onefold.fraud.decide;

import io.onefold.fraud.Action;
import io.onefold.fraud.policy.PolicySet;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Labels;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.rule.CheckedRule;
import io.onefold.fraud.rule.Hit;
import io.onefold.fraud.rule.RuleSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides stored history again with a rule, a policy or a model that did not decide it, from the
/// logged vectors, by the function that decided it.
public final class Backtest {

    private static final int CHANGES_SHOWN_MAX = 100;

    private final DecisionParts parts;
    private final Labels labels;
    private final Past past;

    public Backtest(DecisionParts parts, Labels labels) {
        this.parts = parts;
        this.labels = labels;
        this.past = new Past(parts);
    }

    /// What came of it.
    ///
    /// @param seen decisions of the type that were scored
    /// @param unreadable decisions left out, because their request is gone
    /// @param fired decisions on which the rule fired; 0 for policies and models
    /// @param unknown decisions on which the rule stayed unknown, also because a feature was not
    ///   logged; 0 for policies and models
    /// @param changed decisions whose level or action would be another one
    /// @param before how the decisions fared that were made
    /// @param after how they would have fared
    /// @param changes some of those that changed
    public record Report(
            long seen,
            long unreadable,
            long fired,
            long unknown,
            long changed,
            Fares before,
            Fares after,
            List<Change> changes) {

        public Report {
            changes = List.copyOf(changes);
        }
    }

    /// How decisions fared against their labels. Unlabelled payments count in `stopped` only.
    ///
    /// @param stopped not approved
    /// @param fraudsStopped labelled frauds that were not approved
    /// @param fraudsPassed labelled frauds that were approved
    /// @param honestStopped payments labelled legitimate that were not approved
    /// @param fraudAmountPassed the sum of the frauds that were approved, in units
    public record Fares(
            long stopped,
            long fraudsStopped,
            long fraudsPassed,
            long honestStopped,
            BigDecimal fraudAmountPassed) {

        /// Labelled frauds among those stopped whose label is known; NaN: none is known.
        public double precision() {
            return (double) fraudsStopped / (fraudsStopped + honestStopped);
        }

        /// Frauds stopped among all labelled frauds; NaN: there are none.
        public double recall() {
            return (double) fraudsStopped / (fraudsStopped + fraudsPassed);
        }
    }

    /// A decision that would be another one.
    public record Change(String tenant, String transactionId, Action before, Action after) {}

    /// Runs over the decisions whose event time is in [from, to), with the labels known at `to`.
    ///
    /// @throws io.onefold.fraud.ProblemException (VALIDATION) when the candidate does not hold
    public Report run(Candidate candidate, Instant from, Instant to) {
        return run(candidate, null, from, to);
    }

    /// As [#run(Candidate, Instant, Instant)], over the decisions of one tenant.
    ///
    /// @param tenant whose decisions; null: everybody's
    public Report run(Candidate candidate, @Nullable String tenant, Instant from, Instant to) {
        Run run = new Run(candidate, tenant, known(tenant, from, to));
        parts.store().history(from, to, run::see);
        return run.report();
    }

    /// The labels of the period's payments: nothing is known of a payment before it happened.
    private Map<String, Boolean> known(@Nullable String tenant, Instant from, Instant to) {
        Map<String, Boolean> known = new HashMap<>();
        labels.knownIn(
                from,
                to,
                each -> {
                    Label label = each.label();
                    if (tenant == null || tenant.equals(label.tenant())) {
                        known.put(label.tenant() + "/" + label.transactionId(), label.fraud());
                    }
                });
        return known;
    }

    private final class Run {
        private final Candidate candidate;
        private final @Nullable String tenant;
        private final Map<String, Boolean> known;
        private final Tally before = new Tally();
        private final Tally after = new Tally();
        private final List<Change> changes = new ArrayList<>();
        private final @Nullable CheckedRule rule;
        private final PolicySet.@Nullable InForce policy;
        private long seen;
        private long unreadable;
        private long fired;
        private long unknown;
        private long changed;

        Run(Candidate candidate, @Nullable String tenant, Map<String, Boolean> known) {
            this.candidate = candidate;
            this.tenant = tenant;
            this.known = known;
            this.rule =
                    candidate instanceof Candidate.OfRule(RuleSpec spec)
                            ? past.language().check(spec)
                            : null;
            this.policy =
                    candidate instanceof Candidate.OfPolicy of
                            ? new PolicySet.InForce(
                                    new BookVersion(
                                            0, of.policy().id(), 0, Mode.DRAFT, "", "", null, null),
                                    of.policy())
                            : null;
        }

        void see(KeptDecision kept) {
            DecisionRecord record = kept.decision();
            Long modelId = record.modelId();
            if (record.fraudType() != candidate.type()
                    || modelId == null
                    || !(tenant == null || tenant.equals(record.caller().tenant()))) {
                return;
            }
            Past.Made made = past.made(record).orElse(null);
            if (made == null) {
                unreadable++;
                return;
            }
            seen++;
            Verdict verdict = again(made, modelId);
            Boolean fraud = known.get(record.caller().tenant() + "/" + record.transactionId());
            Action then = record.action();
            Action now = verdict.judgement().action();
            before.count(then, fraud, record.amount());
            after.count(now, fraud, record.amount());
            if (then != now || verdict.judgement().level() != record.level()) {
                changed++;
                if (changes.size() < CHANGES_SHOWN_MAX) {
                    changes.add(
                            new Change(
                                    record.caller().tenant(), record.transactionId(), then, now));
                }
            }
        }

        private Verdict again(Past.Made made, long modelId) {
            long model = candidate instanceof Candidate.OfModel of ? of.modelId() : modelId;
            return Judge.judge(
                    candidate.type(),
                    past.model(model, made),
                    hits(made),
                    policy == null ? past.policy(made.record().policyId()) : policy,
                    made.facts(),
                    made.standing());
        }

        private List<Hit> hits(Past.Made made) {
            List<Hit> hits = past.hits(candidate.type(), made);
            if (rule == null) {
                return hits;
            }
            List<Hit> with = new ArrayList<>();
            hits.stream()
                    .filter(hit -> !hit.spec().id().equals(rule.spec().id()))
                    .forEach(with::add);
            float[] logged = made.record().features();
            float[] padded = Arrays.copyOf(logged, logged.length + 1);
            padded[logged.length] = Float.NaN;
            Map<String, Integer> places = Past.places(made.features());
            switch (rule.outcome(
                    made.request(), padded, name -> places.getOrDefault(name, logged.length))) {
                case FIRES -> {
                    fired++;
                    with.add(new Hit(rule.spec(), 0));
                }
                case UNKNOWN -> unknown++;
                case DOES_NOT_FIRE -> {}
            }
            return with;
        }

        Report report() {
            return new Report(
                    seen,
                    unreadable,
                    fired,
                    unknown,
                    changed,
                    before.fares(),
                    after.fares(),
                    changes);
        }
    }

    private static final class Tally {
        private long stopped;
        private long fraudsStopped;
        private long fraudsPassed;
        private long honestStopped;
        private BigDecimal passed = BigDecimal.ZERO;

        void count(Action action, @Nullable Boolean fraud, BigDecimal amount) {
            boolean stops = action != Action.APPROVE;
            stopped += stops ? 1 : 0;
            if (Boolean.TRUE.equals(fraud)) {
                fraudsStopped += stops ? 1 : 0;
                fraudsPassed += stops ? 0 : 1;
                passed = stops ? passed : passed.add(amount);
            } else if (fraud != null && stops) {
                honestStopped++;
            }
        }

        Fares fares() {
            return new Fares(stopped, fraudsStopped, fraudsPassed, honestStopped, passed);
        }
    }
}
