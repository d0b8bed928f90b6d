package io.onefold.synth.internal.streaming;

import static io.onefold.synth.internal.streaming.Calendar.MICROSECOND;
import static io.onefold.synth.internal.streaming.Calendar.WINDOW;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.streaming.PlantedBlock.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The planted tickets, and the ordinary ones that fill the block to 80.
final class PlantedTickets {

    private static final int BILLING = 3;
    private static final int ACCOUNT = 5;
    private static final int REFUND = 6;
    private static final int LOGIN = 7;
    private static final int UNKNOWN_EMAILS = 6;
    private static final int UPPER_CASE_EMAILS = 5;
    private static final List<String> SUBJECTS =
            List.of(
                    "Picture freezes every evening",
                    "Cannot log in",
                    "Charged twice",
                    "No sound",
                    "Please cancel",
                    "Wrong plan");
    private static final List<String> AWKWARD_SUBJECTS =
            List.of(
                    "It's \"broken\"; it won't play",
                    "Path is C:\\Users\\me\\new\\table, then \\N and \\.",
                    "First line\nsecond line\r\n\tthird, with a tab and 🎬");

    private final BlockBuilder block;
    private final Register register;
    private final Calendar calendar;
    private final Draw draw;

    PlantedTickets(BlockBuilder block, Register register) {
        this.block = block;
        this.register = register;
        this.calendar = block.calendar;
        this.draw = block.draw;
    }

    void plant() {
        john();
        windows();
        technical();
        hacked();
        emails();
        for (int i = 0; i < AWKWARD_SUBJECTS.size(); i++) {
            block.ticket(email(61 + i), AWKWARD_SUBJECTS.get(i), "open", moment(), BILLING);
        }
        fill();
    }

    /// Six topics, one of them twice, so that the five commonest are Billing and, by name, four
    /// others.
    private void john() {
        register.values("john's untagged ticket", ticket(0));
        for (int topic :
                new int[] {
                    BILLING, Shelf.TECHNICAL, Shelf.PLAYBACK, LOGIN, REFUND, ACCOUNT, BILLING
                }) {
            ticket(0, topic);
        }
    }

    private void windows() {
        Instant asOf = calendar.asOf();
        block.ticket(email(24), "Nothing works", "open", calendar.at(10, 11), Shelf.PLAYBACK);
        block.ticket(email(27), "Thirty days ago", "closed", asOf.minus(WINDOW), BILLING);
        block.ticket(
                email(27), "Just inside", "closed", asOf.minus(WINDOW).plus(MICROSECOND), BILLING);
        String late =
                block.ticket(
                        email(28),
                        "From the future",
                        "open",
                        asOf.plus(Duration.ofDays(2)),
                        BILLING);
        register.values("ticket after as-of", late);
    }

    private void technical() {
        ticket(39, BILLING);
        ticket(41, Shelf.TECHNICAL);
        ticket(41, Shelf.PLAYBACK);
        register.values("ticket with two tags", ticket(41, Shelf.TECHNICAL, Shelf.PLAYBACK));
    }

    private void hacked() {
        block.ticket(
                email(42),
                "Somebody changed my password",
                "open",
                calendar.at(120, 11),
                Shelf.HACKED,
                ACCOUNT);
        block.ticket(
                email(43),
                "Somebody watches on my account",
                "open",
                calendar.at(20, 11),
                Shelf.HACKED);
    }

    private void emails() {
        for (int i = 0; i < UNKNOWN_EMAILS; i++) {
            String unknown = "nobody" + i + "@example.com";
            block.ticket(unknown, draw.of(SUBJECTS), "open", moment(), LOGIN);
            register.values("unknown ticket e-mails", unknown);
        }
        for (int i = 0; i < UPPER_CASE_EMAILS; i++) {
            String upper = email(66 + i).toUpperCase(Locale.ROOT);
            String typed = i == 0 ? " " + upper + " " : upper;
            block.ticket(typed, draw.of(SUBJECTS), "pending", moment(), LOGIN);
            register.values("upper-case ticket e-mails", typed);
        }
    }

    private void fill() {
        while (block.ticketsLeft() > 0) {
            int tag = draw.below(block.shelf.tags().size() + 1);
            if (tag == 0 || tag == Shelf.HACKED) {
                ticket(PlantedBlock.ordinary(draw));
            } else {
                ticket(PlantedBlock.ordinary(draw), tag);
            }
        }
    }

    private String ticket(int slot, int... tags) {
        return block.ticket(
                email(slot),
                draw.of(SUBJECTS),
                draw.percent(50) ? "open" : "closed",
                moment(),
                tags);
    }

    private String email(int slot) {
        return block.account(slot).email();
    }

    private Instant moment() {
        return calendar.at(draw.between(2, 240), draw.below(24), draw.below(60), draw.below(60));
    }
}
