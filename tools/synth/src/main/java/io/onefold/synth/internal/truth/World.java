package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Block;
import io.onefold.synth.internal.streaming.Rows.Account;
import io.onefold.synth.internal.streaming.Rows.Media;
import io.onefold.synth.internal.streaming.Rows.PaymentMethod;
import io.onefold.synth.internal.streaming.Rows.Plan;
import io.onefold.synth.internal.streaming.Rows.PlayEvent;
import io.onefold.synth.internal.streaming.Rows.Subscription;
import io.onefold.synth.internal.streaming.Rows.Ticket;
import io.onefold.synth.internal.streaming.Shelf;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The planted block as it stood at an instant: what happened later is not in it.
final class World {

    /// Titles without genre count as one genre of this name.
    static final String UNKNOWN_GENRE = "Unknown";

    final Instant asOf;
    final Shelf shelf;
    final List<Account> accounts;
    final List<PlayEvent> events;
    final List<Ticket> tickets;

    private final Block block;
    private final Map<String, Media> mediaById = new HashMap<>();
    private final Map<Integer, String> tagNames = new HashMap<>();

    World(Shelf shelf, Block block, Instant asOf) {
        this.asOf = asOf;
        this.shelf = shelf;
        this.block = block;
        this.accounts =
                block.accounts().stream()
                        .filter(account -> !account.createdAt().isAfter(asOf))
                        .sorted(Comparator.comparing(World::id))
                        .toList();
        this.events =
                block.events().stream().filter(event -> !event.timestamp().isAfter(asOf)).toList();
        this.tickets =
                block.tickets().stream()
                        .filter(ticket -> !ticket.createdAt().isAfter(asOf))
                        .toList();
        shelf.media().forEach(title -> mediaById.put(title.mediaId(), title));
        shelf.tags().forEach(tag -> tagNames.put(tag.tagId(), tag.name()));
    }

    /// As text, because that is the order of the answers.
    static String id(Account account) {
        return account.accountId().toString();
    }

    static boolean active(Subscription subscription) {
        return subscription.status().equalsIgnoreCase("active");
    }

    static long months(Instant from, Instant to) {
        return ChronoUnit.MONTHS.between(
                from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC));
    }

    List<PaymentMethod> cards(Account account) {
        return block.paymentMethods().stream()
                .filter(card -> card.accountId().equals(account.accountId()))
                .toList();
    }

    /// Subscriptions begun by now, first begun first.
    List<Subscription> subscriptions(Account account) {
        return block.subscriptions().stream()
                .filter(
                        one ->
                                one.accountId().equals(account.accountId())
                                        && !one.startsAt().isAfter(asOf))
                .sorted(
                        Comparator.comparing(Subscription::startsAt)
                                .thenComparing(one -> one.subscriptionId().toString()))
                .toList();
    }

    Plan plan(int planId) {
        return shelf.plans().stream()
                .filter(plan -> plan.planId() == planId)
                .findFirst()
                .orElseThrow();
    }

    List<PlayEvent> streams(Account account) {
        return streams(account.accountId());
    }

    private List<PlayEvent> streams(UUID accountId) {
        return events.stream().filter(event -> event.accountId().equals(accountId)).toList();
    }

    List<Ticket> tickets(Account account) {
        return tickets.stream()
                .filter(ticket -> ticket.customerEmail().strip().equalsIgnoreCase(account.email()))
                .toList();
    }

    /// Topic names of a ticket, in alphabetical order.
    Set<String> topics(Ticket ticket) {
        return block.tagLinks().stream()
                .filter(link -> link.ticketId().equals(ticket.ticketId()))
                .map(link -> tagNames.getOrDefault(link.tagId(), ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Media title(PlayEvent event) {
        Media title = mediaById.get(event.mediaId());
        if (title == null) {
            throw new IllegalStateException(
                    "an event of an unknown title was planted: " + event.eventId());
        }
        return title;
    }

    String genre(PlayEvent event) {
        @Nullable String genre = title(event).genre();
        return genre == null ? UNKNOWN_GENRE : genre;
    }

    static long distinctTitles(List<PlayEvent> streams) {
        return streams.stream().map(PlayEvent::mediaId).distinct().count();
    }
}
