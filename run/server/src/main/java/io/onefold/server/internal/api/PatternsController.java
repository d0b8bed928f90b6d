package io.onefold.server.internal.api;

import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.pattern.PatternReport;
import io.onefold.fraud.pattern.Segment;
import io.onefold.fraud.pattern.SharedEntity;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.server.Desks;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What the frauds have in common that were approved, by the labels of one week.
@RestController
@RequestMapping("/api/patterns")
@Tag(name = "patterns")
class PatternsController {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int CONDITION_CHARACTERS_MAX = 500;

    private final Desks desks;
    private final Clock clock;

    /// @param missed labelled frauds that had been approved
    /// @param payments payments that they are compared with
    /// @param entities what several of them share, the most shared first
    /// @param rules rules in shadow that would have fired on them, with how many
    /// @param segments where they gather, the strongest first
    record PatternsView(
            String fraudType,
            Instant from,
            Instant to,
            long missed,
            long payments,
            List<EntityView> entities,
            Map<String, Long> rules,
            List<SegmentView> segments) {}

    /// @param key its id for users and merchants, else its keyed hash
    record EntityView(
            String kind, String key, long frauds, Instant firstSeen, List<String> transactionIds) {}

    /// @param condition as rules write it
    /// @param frauds missed frauds inside
    /// @param payments payments inside
    /// @param lift how many times as often a missed fraud lies inside as any payment does
    /// @param draftable whether a rule can be drafted of it
    record SegmentView(
            String condition,
            long frauds,
            long payments,
            double lift,
            Instant firstSeen,
            boolean draftable) {}

    /// @param week a day of the week whose segment it is; absent: the last seven days
    /// @param condition the segment's condition, as it was answered
    record RuleOfSegment(
            @Nullable String fraudType, @Nullable LocalDate week, @Nullable String condition) {}

    /// The labels that became known from here to there.
    private record Period(Instant from, Instant to) {}

    PatternsController(Desks desks, Clock clock) {
        this.desks = desks;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            summary =
                    "Frauds that passed and became known in a week: what they share, where they gather")
    PatternsView patterns(
            @RequestParam(name = "fraud_type", defaultValue = "credit_card") String fraudType,
            @RequestParam(required = false) @Nullable LocalDate week,
            Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        return view(report(caller, fraudType, week));
    }

    @PostMapping("/rules")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Draft a rule that fires in a segment; a second person publishes it")
    BookView draftRuleOfSegment(@RequestBody RuleOfSegment request, Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_REVIEW);
        String condition = Asked.text("condition", request.condition(), CONDITION_CHARACTERS_MAX);
        String body =
                report(caller, request.fraudType(), request.week()).segments().stream()
                        .filter(segment -> segment.condition().equals(condition))
                        .findFirst()
                        .map(Segment::rule)
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.NOT_FOUND,
                                                "The week has no segment of this condition of which a rule can be drafted"));
        return BookView.of(desks.rules().draft(body, caller.principal()));
    }

    private PatternReport report(
            Caller caller, @Nullable String fraudType, @Nullable LocalDate week) {
        FraudType type = Asked.one(FraudType.values(), "fraud_type", fraudType);
        Period period = period(week);
        return desks.patterns().find(caller.tenant(), type, period.from(), period.to());
    }

    /// From Monday to Monday, UTC; without a day, up to now.
    private Period period(@Nullable LocalDate day) {
        if (day == null) {
            Instant now = clock.instant();
            return new Period(now.minus(WEEK), now);
        }
        Instant monday =
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        return new Period(monday, monday.plus(WEEK));
    }

    private static PatternsView view(PatternReport report) {
        return new PatternsView(
                report.type().wireName(),
                report.from(),
                report.to(),
                report.missed(),
                report.payments(),
                report.entities().stream().map(PatternsController::view).toList(),
                report.rules(),
                report.segments().stream().map(PatternsController::view).toList());
    }

    private static EntityView view(SharedEntity entity) {
        return new EntityView(
                entity.kind().wireName(),
                entity.key(),
                entity.frauds(),
                entity.firstSeen(),
                entity.transactionIds());
    }

    private static SegmentView view(Segment segment) {
        return new SegmentView(
                segment.condition(),
                segment.frauds(),
                segment.payments(),
                segment.lift(),
                segment.firstSeen(),
                segment.rule() != null);
    }
}
