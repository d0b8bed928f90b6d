package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.draw.Population;
import io.onefold.synth.internal.streaming.BlockBuilder.Card;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// A block beyond the planted one: nothing in it is special, but everything occurs.
///
/// Shares of subscriptions, households and shared cards are ours; they are chosen so that each
/// query of the library has work to do and hubs grow with the scale.
final class DrawnBlock {

    private static final int WITHOUT_ACCOUNT = 5;
    private static final int HEAVY_VIEWERS = 10;
    private static final int HEAVY_EVENTS = 45;
    private static final int CARRIER_USERS = 10;
    private static final int OLDEST_DAYS = 1_500;
    private static final int EVENT_DAYS = 700;
    private static final List<String> SUBJECTS =
            List.of(
                    "Picture freezes",
                    "Cannot log in",
                    "Charged twice",
                    "No sound on TV",
                    "Change my e-mail",
                    "Cancel my plan");
    private static final List<String> TICKET_STATUSES =
            List.of("open", "pending", "closed", "Closed");

    private final BlockBuilder block;
    private final Draw draw;

    private DrawnBlock(BlockBuilder block) {
        this.block = block;
        this.draw = block.draw;
    }

    static Block draw(Population population, Shelf shelf, Instant asOf, int number) {
        DrawnBlock drawn = new DrawnBlock(new BlockBuilder(population, shelf, asOf, number));
        drawn.openAccounts();
        drawn.shareCards();
        drawn.fillEvents();
        drawn.fillTickets();
        return drawn.block.build();
    }

    private void openAccounts() {
        for (int slot = 0; slot < Block.ACCOUNTS; slot++) {
            int age = draw.between(1, OLDEST_DAYS);
            block.open(block.person(slot).fullName(), moment(age));
            for (int cards = draw.percent(15) ? 2 : 1; cards > 0; cards--) {
                block.pay(slot, block.newCard());
            }
            subscribe(slot, age);
        }
    }

    private void subscribe(int slot, int age) {
        int kind = draw.below(100);
        int plan = draw.between(Shelf.BASIC, Shelf.PREMIUM);
        Instant start = moment(draw.between(1, age)).plus(1, ChronoUnit.DAYS);
        if (kind < 80) {
            block.subscribe(
                    slot,
                    plan,
                    kind < 12 ? "Active" : "active",
                    start,
                    start.plus(30, ChronoUnit.DAYS));
        } else if (kind < 92) {
            Instant end = kind < 88 ? start.plus(draw.between(10, 400), ChronoUnit.DAYS) : null;
            block.subscribe(slot, plan, "cancelled", start, end);
        }
    }

    private void shareCards() {
        for (int pair = 0; pair < 3; pair++) {
            Card shared = block.newCard();
            block.pay(2 * pair, shared);
            block.pay(2 * pair + 1, shared);
        }
        block.pay(6, new Card(Meeting.TEST_CARD_FINGERPRINT, "Visa", "4242"));
    }

    private void fillEvents() {
        for (int i = 0; i < WITHOUT_ACCOUNT; i++) {
            UUID unknown = draw.uuid();
            watch(new Viewer(unknown, "dev_unknown_" + draw.below(40), Meeting.CARRIER_ADDRESS), 1);
        }
        for (int slot = 0; slot < CARRIER_USERS; slot++) {
            watch(block.viewer(slot).from(Meeting.CARRIER_ADDRESS), 1);
        }
        for (int slot = 0; slot < HEAVY_VIEWERS; slot++) {
            watch(household(slot), HEAVY_EVENTS);
        }
        while (block.eventsLeft() > 0) {
            int slot = draw.below(Block.ACCOUNTS);
            watch(household(slot), Math.min(block.eventsLeft(), draw.between(1, 6)));
        }
    }

    /// Slots 20 to 27 are four households of two, on one address each; the first two of them share
    /// the device as well.
    private Viewer household(int slot) {
        Viewer own = block.viewer(slot);
        if (slot < 20 || slot > 27) {
            return own;
        }
        Viewer head = block.viewer(slot - slot % 2);
        return slot < 24
                ? own.from(head.ipAddress()).on(head.device())
                : own.from(head.ipAddress());
    }

    private void watch(Viewer viewer, int count) {
        int left = count;
        while (left > 0) {
            int size = Math.min(left, draw.between(1, 3));
            block.session(viewer, size, block.anyTitle(), moment(draw.between(2, EVENT_DAYS)));
            left -= size;
        }
    }

    private void fillTickets() {
        ticket(block.account(0).email(), Shelf.HACKED);
        ticket("nobody." + draw.below(1_000_000) + "@example.com", Shelf.PLAYBACK);
        ticket(block.account(1).email().toUpperCase(Locale.ROOT), Shelf.TECHNICAL);
        while (block.ticketsLeft() > 0) {
            String email = block.account(draw.below(Block.ACCOUNTS)).email();
            int tag = draw.between(1, block.shelf.tags().size());
            if (tag == Shelf.HACKED) {
                ticket(email);
            } else {
                ticket(email, tag);
            }
        }
    }

    private void ticket(String email, int... tags) {
        block.ticket(
                email,
                draw.of(SUBJECTS),
                draw.of(TICKET_STATUSES),
                moment(draw.between(1, EVENT_DAYS)),
                tags);
    }

    private Instant moment(int daysAgo) {
        return block.calendar.at(daysAgo, draw.below(24), draw.below(60), draw.below(60));
    }
}
