package io.onefold.synth.internal.streaming;

import static io.onefold.synth.internal.streaming.Calendar.MICROSECOND;
import static io.onefold.synth.internal.streaming.Calendar.WINDOW;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.streaming.PlantedBlock.Register;
import io.onefold.synth.internal.streaming.Rows.Media;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The planted play events, and the ordinary ones that fill the block to 1,500.
///
/// No event falls into the UTC hours 0 to 6 unless it is planted there.
final class PlantedStreams {

    private static final int WITHOUT_ACCOUNT = 15;
    private static final String RING_DEVICE = "dev_ring_of_four";
    private static final String RING_ADDRESS = "203.0.113.77";
    private static final String THIRD_USER_DEVICE = "dev_third_user_in_trouble";
    private static final String SIXTH_ADDRESS = "198.51.100.200";

    private final BlockBuilder block;
    private final Register register;
    private final Calendar calendar;
    private final Draw draw;
    private final Supplier<Media> anyTitle;

    PlantedStreams(BlockBuilder block, Register register) {
        this.block = block;
        this.register = register;
        this.calendar = block.calendar;
        this.draw = block.draw;
        this.anyTitle = block::anyTitle;
    }

    void plant() {
        List<Media> few = block.shelf.media().subList(12, 16);
        block.watch(block.viewer(0), 14, 380, 3, () -> draw.of(few));
        counts();
        recency();
        boundaries();
        rings();
        genres();
        actions();
        thirdUser();
        hackedNeighbours();
        carrier();
        withoutAccount();
        nightHours();
        fill();
    }

    private void counts() {
        register.accounts("0 events", 17);
        int[] slots = {18, 19, 20, 21, 22};
        int[] events = {1, 10, 11, 20, 21};
        for (int i = 0; i < slots.length; i++) {
            block.watch(block.viewer(slots[i]), events[i], 380, 2, anyTitle);
            register.accounts(events[i] + " events", slots[i]);
        }
    }

    private void recency() {
        int[] slots = {23, 24, 25, 26};
        int[] recent = {0, 0, 4, 5};
        int[] older = {6, 6, 2, 2};
        for (int i = 0; i < slots.length; i++) {
            Viewer viewer = block.viewer(slots[i]);
            block.watch(viewer, recent[i], 28, 2, anyTitle);
            block.watch(viewer, older[i], 380, 33, anyTitle);
            register.accounts(recent[i] + " recent events", slots[i]);
        }
    }

    private void boundaries() {
        Instant asOf = calendar.asOf();
        Viewer old = block.viewer(27);
        block.start(old, anyTitle.get(), asOf.minus(WINDOW));
        block.start(old, anyTitle.get(), asOf.minus(WINDOW).plus(MICROSECOND));
        block.start(old, anyTitle.get(), asOf.minus(WINDOW).minus(MICROSECOND));
        register.accounts(
                "events exactly 30 days old, a microsecond younger, a microsecond older", 27);
        Viewer late = block.viewer(28);
        block.start(late, anyTitle.get(), asOf);
        block.start(late, anyTitle.get(), asOf.plus(MICROSECOND));
        block.start(late, anyTitle.get(), calendar.at(-3, 12));
        block.start(late, anyTitle.get(), calendar.at(-10, 12));
        register.accounts("an event at as-of and three after it", 28);
    }

    private void rings() {
        for (int slot = 8; slot <= 11; slot++) {
            block.watch(block.viewer(slot).on(RING_DEVICE), 5, 380, 40, anyTitle);
        }
        register.values("ring by device", RING_DEVICE);
        for (int slot = 12; slot <= 16; slot++) {
            block.watch(block.viewer(slot).from(RING_ADDRESS), 4, 380, 40, anyTitle);
        }
        register.values("ring by address", RING_ADDRESS);
    }

    private void genres() {
        block.watch(block.viewer(37), 20, 380, 2, ofGenre(null));
        block.watch(block.viewer(37), 15, 380, 2, ofGenre("Drama"));
        register.accounts("favourite genre null", 37);
        for (String genre : List.of("Drama", "Comedy", "Crime")) {
            block.watch(block.viewer(38), 10, 380, 2, ofGenre(genre));
        }
        block.watch(block.viewer(38), 10, 380, 2, ofGenre(null));
        register.accounts("genres tied at 10", 38);
    }

    private Supplier<Media> ofGenre(@Nullable String genre) {
        List<Media> titles = block.shelf.ofGenre(genre);
        return () -> draw.of(titles);
    }

    private void actions() {
        Media title = block.shelf.media().get(20);
        Viewer viewer = block.viewer(36);
        pair(viewer, title, calendar.at(60, 8), "play", "stop");
        pair(viewer, title, calendar.at(59, 8), "START", "FINISH");
        register.accounts("play, stop, START, FINISH", 36);
        Viewer twice = block.viewer(50);
        Instant at = calendar.at(58, 8);
        String session = block.newSession();
        block.event(twice, session, title, at, "play");
        block.event(twice, session, title, at.plus(Duration.ofMinutes(30)), "stop");
        block.event(twice, session, title, at.plus(Duration.ofMinutes(31)), "stop");
        register.values("session finished twice", session);
        Viewer never = block.viewer(51);
        String headless = block.newSession();
        block.event(never, headless, title, calendar.at(57, 8), "FINISH");
        block.start(never, title, calendar.at(56, 8));
        register.values("session finished but never started", headless);
    }

    private void pair(Viewer viewer, Media title, Instant at, String first, String last) {
        String session = block.newSession();
        block.event(viewer, session, title, at, first);
        block.event(viewer, session, title, at.plus(Duration.ofMinutes(40)), last);
    }

    /// One device above all others in use; of its three users only the third has technical tickets.
    private void thirdUser() {
        for (int slot = 39; slot <= 41; slot++) {
            block.watch(block.viewer(slot).on(THIRD_USER_DEVICE), 25, 380, 2, anyTitle);
        }
        register.values("device of the third user", THIRD_USER_DEVICE);
        register.accounts("users of that device", 39, 40, 41);
    }

    private void hackedNeighbours() {
        register.accounts("hacked", 42, 43);
        register.accounts("share a card with a hacked account", 44, 45, 46, 47, 48);
        register.accounts("of those, share an address with the sixth", 44, 45, 47);
        register.accounts("sixth", 49);
        register.values("address of the sixth", SIXTH_ADDRESS);
        block.watch(block.viewer(42), 3, 380, 40, anyTitle);
        block.watch(block.viewer(43), 3, 380, 40, anyTitle);
        block.watch(block.viewer(44).from(SIXTH_ADDRESS), 2, 300, 200, anyTitle);
        block.watch(block.viewer(45).from(SIXTH_ADDRESS), 2, 300, 200, anyTitle);
        block.watch(block.viewer(47).from(SIXTH_ADDRESS), 2, 60, 40, anyTitle);
        block.watch(block.viewer(49).from(SIXTH_ADDRESS), 2, 60, 40, anyTitle);
        block.watch(block.viewer(48), 3, 380, 40, anyTitle);
    }

    /// 56 accounts on one address: above the hub bound at as-of, below it ninety days earlier.
    private void carrier() {
        block.start(block.viewer(46).from(Meeting.CARRIER_ADDRESS), anyTitle.get(), daytime(5));
        for (int slot = PlantedBlock.FIRST_ORDINARY; slot < PlantedBlock.FIRST_NEW + 5; slot++) {
            int day = slot < 90 ? draw.between(100, 240) : draw.between(2, 4);
            block.start(
                    block.viewer(slot).from(Meeting.CARRIER_ADDRESS), anyTitle.get(), daytime(day));
        }
        register.values("address above the hub bound", Meeting.CARRIER_ADDRESS);
    }

    private Instant daytime(int daysAgo) {
        return calendar.at(daysAgo, draw.between(7, 22), draw.below(60), draw.below(60));
    }

    private void withoutAccount() {
        for (int i = 0; i < WITHOUT_ACCOUNT; i++) {
            UUID unknown = draw.uuid();
            block.start(
                    new Viewer(unknown, THIRD_USER_DEVICE, "192.0.2." + (i + 1)),
                    anyTitle.get(),
                    daytime(10 + i));
            register.values("accounts of events without account", unknown.toString());
        }
    }

    /// Fills the UTC hours 0 to 6 until they hold, in some order, exactly 0, 1, 2, 3, 4, 5 and 6
    /// events not after as-of.
    private void nightHours() {
        int[] wanted = NightHours.counts(boundaryHours());
        for (int hour = 0; hour < wanted.length; hour++) {
            register.values("events in UTC hour " + hour, Integer.toString(wanted[hour]));
            for (int i = boundaryHours()[hour]; i < wanted[hour]; i++) {
                Instant at =
                        calendar.at(draw.between(2, 240), hour, draw.below(60), draw.below(60));
                block.start(block.viewer(PlantedBlock.ordinary(draw)), anyTitle.get(), at);
            }
        }
    }

    /// How many of the boundary events fall into each of the hours 0 to 6; which do depends on
    /// as-of's time of day.
    private int[] boundaryHours() {
        int[] events = new int[NightHours.HOURS];
        Instant asOf = calendar.asOf();
        Instant edge = asOf.minus(WINDOW);
        for (Instant at : List.of(edge, edge.plus(MICROSECOND), edge.minus(MICROSECOND), asOf)) {
            int hour = at.atOffset(ZoneOffset.UTC).getHour();
            if (hour < events.length) {
                events[hour]++;
            }
        }
        return events;
    }

    private void fill() {
        for (int slot = PlantedBlock.FIRST_ORDINARY; slot < PlantedBlock.FIRST_NEW; slot++) {
            block.watch(block.viewer(slot), draw.between(4, 22), 240, 2, anyTitle);
        }
        for (int slot = PlantedBlock.FIRST_NEW; slot < PlantedBlock.AT_AS_OF; slot++) {
            block.watch(block.viewer(slot), draw.between(1, 3), 4, 2, anyTitle);
        }
        while (block.eventsLeft() > 0) {
            int size = Math.min(block.eventsLeft(), draw.between(1, 3));
            block.watch(block.viewer(PlantedBlock.ordinary(draw)), size, 240, 2, anyTitle);
        }
    }
}
