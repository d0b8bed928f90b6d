package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.draw.Person;
import io.onefold.synth.internal.draw.Population;
import io.onefold.synth.internal.streaming.Rows.Account;
import io.onefold.synth.internal.streaming.Rows.Media;
import io.onefold.synth.internal.streaming.Rows.PaymentMethod;
import io.onefold.synth.internal.streaming.Rows.PlayEvent;
import io.onefold.synth.internal.streaming.Rows.Subscription;
import io.onefold.synth.internal.streaming.Rows.TagLink;
import io.onefold.synth.internal.streaming.Rows.Ticket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Collects the rows of one block and gives them their ids.
///
/// Ids follow from seed, block and position, so no block needs to know another.
final class BlockBuilder {

    /// Stands in every stored password, so that a leak of one can be searched for.
    static final String CANARY = "canaryNeverLeavesTheSilo";

    private static final List<String> CARD_TYPES =
            List.of("Visa", "Visa", "Visa", "Mastercard", "Mastercard", "Amex");
    private static final int FIRST_AGENT = 101;
    private static final int AGENTS = 12;

    final Calendar calendar;
    final Draw draw;
    final Shelf shelf;

    private final Population population;
    private final int number;
    private final List<Account> accounts = new ArrayList<>(Block.ACCOUNTS);
    private final List<PaymentMethod> paymentMethods = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<PlayEvent> events = new ArrayList<>(Block.EVENTS);
    private final List<Ticket> tickets = new ArrayList<>(Block.TICKETS);
    private final List<TagLink> tagLinks = new ArrayList<>();
    private int sessions;

    BlockBuilder(Population population, Shelf shelf, Instant asOf, int number) {
        this.population = population;
        this.shelf = shelf;
        this.calendar = new Calendar(asOf);
        this.number = number;
        this.draw = new Draw(population.seed(), "block", number);
    }

    Person person(int slot) {
        return population.person(personIndex(slot));
    }

    Account account(int slot) {
        return accounts.get(slot);
    }

    int eventsLeft() {
        return Block.EVENTS - events.size();
    }

    int ticketsLeft() {
        return Block.TICKETS - tickets.size();
    }

    /// Opens the account of the next person of the block, under the name given.
    void open(@Nullable String fullName, Instant createdAt) {
        int slot = accounts.size();
        Draw own = accountStream(population.seed(), personIndex(slot));
        String password = "$2b$12$" + CANARY + hex(own);
        accounts.add(new Account(own.uuid(), person(slot).email(), password, fullName, createdAt));
    }

    /// A viewer on a device and an address that nobody else has.
    Viewer viewer(int slot) {
        Seat seat = Seat.of(population.seed(), personIndex(slot));
        return new Viewer(account(slot).accountId(), seat.device(), seat.ipAddress());
    }

    /// A card nobody has yet.
    Card newCard() {
        String type = draw.percent(97) ? draw.of(CARD_TYPES) : null;
        return new Card("fp_" + hex(draw), type, "%04d".formatted(draw.below(10_000)));
    }

    void pay(int slot, Card card) {
        paymentMethods.add(
                new PaymentMethod(
                        draw.uuid(),
                        account(slot).accountId(),
                        card.fingerprint(),
                        card.type(),
                        card.lastFour()));
    }

    void subscribe(
            int slot, int planId, String status, Instant startsAt, @Nullable Instant renewsAt) {
        subscriptions.add(
                new Subscription(
                        draw.uuid(),
                        account(slot).accountId(),
                        planId,
                        status,
                        startsAt,
                        renewsAt));
    }

    String newSession() {
        sessions++;
        return "s" + number + "-" + sessions;
    }

    void event(Viewer viewer, String session, Media media, Instant at, String action) {
        long id = (long) number * Block.EVENTS + events.size() + 1;
        events.add(
                new PlayEvent(
                        id,
                        session,
                        viewer.accountId(),
                        media.mediaId(),
                        at,
                        action,
                        viewer.ipAddress(),
                        viewer.device()));
    }

    /// One event that begins a session of its own.
    void start(Viewer viewer, Media media, Instant at) {
        event(viewer, newSession(), media, at, "play");
    }

    /// Exactly `count` events in sessions of one to three, on days drawn from a span, between 07:00
    /// and 23:00 UTC.
    void watch(Viewer viewer, int count, int fromDaysAgo, int toDaysAgo, Supplier<Media> titles) {
        int left = count;
        while (left > 0) {
            int size = Math.min(left, draw.between(1, 3));
            int day = draw.between(toDaysAgo, fromDaysAgo);
            Instant at = calendar.at(day, draw.between(7, 20), draw.below(60), draw.below(60));
            session(viewer, size, titles.get(), at);
            left -= size;
        }
    }

    /// A session of one event (started), two (and finished) or three (paused in between).
    void session(Viewer viewer, int size, Media media, Instant at) {
        boolean capital = draw.percent(30);
        String session = newSession();
        event(viewer, session, media, at, capital ? "START" : "play");
        if (size == 3) {
            event(
                    viewer,
                    session,
                    media,
                    at.plus(draw.between(60, 1_200), ChronoUnit.SECONDS),
                    "pause");
        }
        if (size >= 2) {
            Instant end = at.plus(draw.between(1_201, 9_000), ChronoUnit.SECONDS);
            event(viewer, session, media, end, capital ? "FINISH" : "stop");
        }
    }

    String ticket(String email, String subject, String status, Instant createdAt, int... tagIds) {
        String id = "T-%07d".formatted((long) number * Block.TICKETS + tickets.size() + 1);
        Instant updated =
                draw.percent(70) ? createdAt.plus(draw.between(1, 72), ChronoUnit.HOURS) : null;
        tickets.add(
                new Ticket(
                        id,
                        email,
                        FIRST_AGENT + draw.below(AGENTS),
                        subject,
                        status,
                        createdAt,
                        updated));
        for (int tag : tagIds) {
            tagLinks.add(new TagLink(id, tag));
        }
        return id;
    }

    Media anyTitle() {
        return draw.of(shelf.media());
    }

    Block build() {
        return new Block(
                number, accounts, paymentMethods, subscriptions, events, tickets, tagLinks);
    }

    /// A card as several accounts may hold it.
    record Card(String fingerprint, @Nullable String type, String lastFour) {}

    /// What an account is drawn from, its id first.
    static Draw accountStream(long seed, long person) {
        return new Draw(seed, "account", person);
    }

    private long personIndex(int slot) {
        return (long) number * Block.ACCOUNTS + slot;
    }

    private static String hex(Draw draw) {
        return "%016x".formatted(draw.next());
    }
}
