package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Rows.Account;
import io.onefold.synth.internal.streaming.Rows.PaymentMethod;
import io.onefold.synth.internal.streaming.Rows.Plan;
import io.onefold.synth.internal.streaming.Rows.PlayEvent;
import io.onefold.synth.internal.streaming.Rows.Subscription;
import io.onefold.synth.internal.streaming.Rows.Ticket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The expected rows of the queries about accounts, cards and subscriptions.
final class ProfileAnswers {

    private static final int MAX_GROUP = 50;
    private static final int TOPICS = 5;
    private static final Duration WINDOW = Duration.ofDays(30);

    private final World world;

    ProfileAnswers(World world) {
        this.world = world;
    }

    List<Row> sharedCards() {
        SortedMap<String, List<Account>> holders = new TreeMap<>();
        for (Account account : world.accounts) {
            for (PaymentMethod card : world.cards(account)) {
                holders.computeIfAbsent(card.fingerprint(), any -> new ArrayList<>()).add(account);
            }
        }
        List<Row> rows = new ArrayList<>();
        holders.forEach(
                (fingerprint, accounts) -> {
                    for (int i = 0; i < accounts.size() && accounts.size() <= MAX_GROUP; i++) {
                        for (int j = i + 1; j < accounts.size(); j++) {
                            rows.add(sharedCard(fingerprint, accounts.get(i), accounts.get(j)));
                        }
                    }
                });
        return rows;
    }

    private Row sharedCard(String fingerprint, Account lower, Account upper) {
        PaymentMethod card =
                world.cards(lower).stream()
                        .filter(one -> one.fingerprint().equals(fingerprint))
                        .findFirst()
                        .orElseThrow();
        return new Row()
                .with("account_1", lower.email())
                .with("account_2", upper.email())
                .with("shared_card_fingerprint", fingerprint)
                .with("card_type", card.cardType())
                .with("card_ending", "***" + card.lastFour());
    }

    List<Row> customerValue(int limit) {
        return world.accounts.stream()
                .sorted(
                        Comparator.comparing((Account account) -> revenueMinor(account))
                                .reversed()
                                .thenComparing(World::id))
                .limit(limit)
                .map(this::value)
                .toList();
    }

    private Row value(Account account) {
        List<PlayEvent> streams = world.streams(account);
        List<Subscription> active =
                world.subscriptions(account).stream().filter(World::active).toList();
        return new Row()
                .with("email", account.email())
                .with("full_name", account.fullName())
                .with(
                        "plan",
                        active.isEmpty() ? null : world.plan(active.getLast().planId()).name())
                .with("estimated_revenue", BigDecimal.valueOf(revenueMinor(account), 2))
                .with("total_streams", (long) streams.size())
                .with("unique_content", World.distinctTitles(streams))
                .with("tickets", (long) world.tickets(account).size())
                .with("months_active", World.months(account.createdAt(), world.asOf))
                .with("segment", segment(streams.size()));
    }

    private static String segment(int streams) {
        if (streams > 20) {
            return "Power User";
        }
        if (streams > 10) {
            return "Regular User";
        }
        return streams > 0 ? "Casual User" : "At-Risk (No Activity)";
    }

    private long revenueMinor(Account account) {
        return world.subscriptions(account).stream().mapToLong(this::revenueMinor).sum();
    }

    private long revenueMinor(Subscription subscription) {
        Instant end = World.active(subscription) ? world.asOf : subscription.renewsAt();
        if (end == null) {
            return 0;
        }
        Instant until = end.isAfter(world.asOf) ? world.asOf : end;
        long months = Math.max(0, World.months(subscription.startsAt(), until));
        return months * world.plan(subscription.planId()).monthlyFeeMinor();
    }

    List<Row> churnRisk(int limit) {
        Instant opens = world.asOf.minus(WINDOW);
        record Risk(Account account, long streams, long tickets) {}
        List<Risk> risks = new ArrayList<>();
        for (Account account : world.accounts) {
            if (world.subscriptions(account).stream().anyMatch(World::active)) {
                long streams =
                        world.streams(account).stream()
                                .filter(event -> event.timestamp().isAfter(opens))
                                .count();
                long tickets =
                        world.tickets(account).stream()
                                .filter(ticket -> ticket.createdAt().isAfter(opens))
                                .count();
                risks.add(new Risk(account, streams, tickets));
            }
        }
        return risks.stream()
                .sorted(
                        Comparator.comparing(Risk::streams)
                                .thenComparing(Comparator.comparing(Risk::tickets).reversed())
                                .thenComparing(risk -> World.id(risk.account())))
                .limit(limit)
                .map(
                        risk ->
                                new Row()
                                        .with("email", risk.account().email())
                                        .with("recent_streams", risk.streams())
                                        .with("recent_tickets", risk.tickets())
                                        .with(
                                                "age_months",
                                                World.months(
                                                        risk.account().createdAt(), world.asOf))
                                        .with(
                                                "churn_risk",
                                                churnRisk(risk.streams(), risk.tickets())))
                .toList();
    }

    private static String churnRisk(long streams, long tickets) {
        if (streams == 0) {
            return tickets > 0 ? "HIGH RISK - Problems + No Usage" : "HIGH RISK - No Activity";
        }
        return streams < 5 ? "MEDIUM RISK - Low Engagement" : "LOW RISK - Active User";
    }

    List<Row> revenueByPlan() {
        record Income(Plan plan, int subscribers, long revenueMinor, long streams) {}
        List<Income> incomes = new ArrayList<>();
        for (Plan plan : world.shelf.plans()) {
            int subscribers = 0;
            long paid = 0;
            long streams = 0;
            for (Account account : world.accounts) {
                long held =
                        world.subscriptions(account).stream()
                                .filter(one -> World.active(one) && one.planId() == plan.planId())
                                .count();
                if (held > 0) {
                    subscribers++;
                    paid += held;
                    streams += world.streams(account).size();
                }
            }
            incomes.add(new Income(plan, subscribers, paid * plan.monthlyFeeMinor(), streams));
        }
        return incomes.stream()
                .sorted(
                        Comparator.comparing(Income::revenueMinor)
                                .reversed()
                                .thenComparing(income -> income.plan().name()))
                .map(
                        income ->
                                new Row()
                                        .with("plan_name", income.plan().name())
                                        .with("subscribers", (long) income.subscribers())
                                        .with(
                                                "monthly_revenue",
                                                BigDecimal.valueOf(income.revenueMinor(), 2))
                                        .with(
                                                "avg_streams_per_user",
                                                rate(income.streams(), income.subscribers()))
                                        .with("max_devices", (long) income.plan().maxDevices()))
                .toList();
    }

    /// One digit after the point, halves up; null over nobody.
    static @Nullable BigDecimal rate(long amount, long of) {
        return of == 0
                ? null
                : BigDecimal.valueOf(amount)
                        .divide(BigDecimal.valueOf(of), 1, RoundingMode.HALF_UP);
    }

    List<Row> customerJourney(String email) {
        return world.accounts.stream()
                .filter(account -> account.email().equals(email))
                .map(this::journey)
                .toList();
    }

    private Row journey(Account account) {
        List<Subscription> subscriptions = world.subscriptions(account);
        List<PlayEvent> streams = world.streams(account);
        List<Ticket> tickets = world.tickets(account);
        List<String> topics = new ArrayList<>();
        tickets.forEach(ticket -> topics.addAll(world.topics(ticket)));
        return new Row()
                .with("customer", account.email())
                .with("signup_date", account.createdAt())
                .with(
                        "plan",
                        subscriptions.stream().map(one -> world.plan(one.planId()).name()).toList())
                .with(
                        "subscription_status",
                        subscriptions.stream().map(Subscription::status).toList())
                .with(
                        "payment",
                        world.cards(account).stream()
                                .map(ProfileAnswers::payment)
                                .sorted()
                                .toList())
                .with("content_watched", World.distinctTitles(streams))
                .with("total_streams", (long) streams.size())
                .with("tickets", (long) tickets.size())
                .with(
                        "ticket_topics",
                        Commonest.of(topics, TOPICS).stream().map(Commonest::name).toList());
    }

    private static String payment(PaymentMethod card) {
        return (card.cardType() == null ? "Card" : card.cardType()) + " •••• " + card.lastFour();
    }
}
