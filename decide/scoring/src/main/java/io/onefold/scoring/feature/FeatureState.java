package io.onefold.scoring.feature;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What went before: the histories of users, payment methods, devices, ips and merchants, exact to
/// the microsecond of event time, and the one function that reads features out of them.
///
/// Live commits, the replay of committed rows and training call the same [#features] and [#add]. A
/// vector depends on the payments that were added before and on nothing else: not on when old ones
/// are forgotten, nor on what else the state keeps. Whoever decides holds the user's lock from
/// reading to adding; merchants, devices and ips are shared between users, and payments that are
/// still being committed elsewhere are not seen.
///
/// Retained are 37 days (30 of the longest window and 7 of the labels' delay) and the lateness
/// bound, behind the newest event time that was added. What is older counts for nothing.
///
/// Safe for use by many threads: one lock guards it all, for about a microsecond a call.
public final class FeatureState {

    private static final Duration RETAINED = Duration.ofDays(37);
    static final long RETAINED_MICROS = RETAINED.toMillis() * 1000;

    /// Entities looked at for expiry with each payment that is added, per kind.
    private static final int SWEEP = 2;

    /// Plans whose steps are held ready.
    private static final int PLANS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final long latenessMicros;
    private final StateNeeds kept;
    private final @Nullable EntityTable[] tables = new EntityTable[Entity.COUNT];
    private final EntityTable[] all;
    private final Reading reading;
    private CustomerFeatures customers = CustomerFeatures.NONE;
    private final Deque<Compiled> compiled = new ArrayDeque<>();

    private long watermark = Long.MIN_VALUE;
    private long payments;
    private long late;

    public FeatureState(FeaturePlan retained) {
        this(retained, FeatureSettings.DEFAULT);
    }

    /// An empty state.
    ///
    /// @param retained the plan that says what is kept; features of any plan that needs no more can
    ///   be read
    public FeatureState(FeaturePlan retained, FeatureSettings settings) {
        this(retained.needs(), settings);
    }

    FeatureState(StateNeeds kept, FeatureSettings settings) {
        this.latenessMicros = settings.lateness().toNanos() / 1000;
        this.kept = kept;
        kept.tables()
                .forEach(
                        (entity, needs) ->
                                tables[entity.ordinal()] =
                                        new EntityTable(entity, needs, settings.hashSeed()));
        this.all = Arrays.stream(tables).filter(Objects::nonNull).toArray(EntityTable[]::new);
        this.reading = new Reading(tables);
    }

    /// Whether the features of a plan can be read from what is kept.
    public boolean covers(FeaturePlan other) {
        return kept.covers(other.needs());
    }

    /// Sets what is known of customers beforehand.
    public void customers(CustomerFeatures table) {
        lock.lock();
        try {
            this.customers = table;
        } finally {
            lock.unlock();
        }
    }

    /// How a payment stands to what was added.
    public Timeliness timeliness(Payment payment) {
        lock.lock();
        try {
            return timeliness(payment.atMicros());
        } finally {
            lock.unlock();
        }
    }

    /// Reads the features of a payment, itself included, as of its event time. Nothing is kept of
    /// it.
    ///
    /// @param out takes the vector, in the plan's order
    /// @throws IllegalArgumentException when the plan needs what is not kept
    public Timeliness features(FeaturePlan of, Payment payment, float[] out) {
        lock.lock();
        try {
            narrow(read(of, payment), out);
            return timeliness(payment.atMicros());
        } finally {
            lock.unlock();
        }
    }

    /// The same before the rounding to 32 bits.
    public Timeliness exactFeatures(FeaturePlan of, Payment payment, double[] out) {
        lock.lock();
        try {
            System.arraycopy(read(of, payment), 0, out, 0, of.size());
            return timeliness(payment.atMicros());
        } finally {
            lock.unlock();
        }
    }

    /// Takes a payment in: from now on it is history. One that is too late is not kept.
    public void add(Payment payment) {
        lock.lock();
        try {
            reading.read(payment, floor(), customers);
            take(payment);
        } finally {
            lock.unlock();
        }
    }

    /// Reads the features of a payment and takes it in, as a replay does.
    public Timeliness featuresThenAdd(FeaturePlan of, Payment payment, float[] out) {
        lock.lock();
        try {
            narrow(read(of, payment), out);
            Timeliness timeliness = timeliness(payment.atMicros());
            take(payment);
            return timeliness;
        } finally {
            lock.unlock();
        }
    }

    /// Takes an account event in; one that no feature counts, or that is too late, is not kept.
    public void add(AccountEvent event) {
        lock.lock();
        try {
            Payment keys =
                    new Payment()
                            .at(event.at())
                            .entity(Entity.USER, event.user())
                            .entity(Entity.MERCHANT, event.merchant());
            addEvent(Entity.USER, event.type(), keys);
            addEvent(Entity.MERCHANT, event.type(), keys);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a label in. Labels of one payment come in the order in which they became known; a
    /// later one takes the earlier one back from the moment it is known. All of them may come once
    /// more, in the same order: that changes nothing.
    public void label(FraudLabel label) {
        lock.lock();
        try {
            EntityTable merchants = tables[Entity.MERCHANT.ordinal()];
            Payment keys =
                    new Payment().at(label.paidAt()).entity(Entity.MERCHANT, label.merchant());
            if (merchants == null || !merchants.needs.labels() || keys.atMicros() <= floor()) {
                return;
            }
            int id = merchants.known(merchants.find(keys), keys);
            long knownAt = new Payment().at(label.knownAt()).atMicros();
            if (label.fraud()) {
                merchants
                        .fraudsToWrite(id)
                        .add(
                                keys.atMicros(),
                                label.transaction(),
                                knownAt,
                                FraudList.STILL,
                                floor());
            } else {
                merchants.fraudsToWrite(id).revoke(label.transaction(), knownAt);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Names the form of a plan's snapshots: another version of Onefold, or a plan that keeps
    /// something else, has another.
    public static String snapshotFormat(FeaturePlan retained) {
        return StateFile.format(retained.needs());
    }

    /// Writes down what is kept, so that a later start replays only what came after it. Others wait
    /// meanwhile: give it a stream that does not.
    public void snapshot(OutputStream target) throws IOException {
        lock.lock();
        try {
            StateFile.write(target, kept, new StateFile.Head(watermark, payments, late), all);
        } finally {
            lock.unlock();
        }
    }

    /// The state that a snapshot holds.
    ///
    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) when it is damaged, or was made of
    ///   a state that keeps something else
    public static FeatureState restore(
            InputStream snapshot, FeaturePlan retained, FeatureSettings settings)
            throws IOException {
        FeatureState state = new FeatureState(retained, settings);
        StateFile.Head head = StateFile.read(snapshot, state.kept, state.all);
        state.watermark = head.watermark();
        state.payments = head.payments();
        state.late = head.late();
        return state;
    }

    /// How much is kept.
    public StateSize size() {
        lock.lock();
        try {
            long entities = 0;
            long bytes = 0;
            for (EntityTable table : all) {
                entities += table.index.size();
                bytes += table.bytes();
            }
            return new StateSize(entities, payments, late, bytes, watermark);
        } finally {
            lock.unlock();
        }
    }

    /// A plan's steps against what this state keeps, and room for its vector.
    private record Compiled(FeaturePlan plan, Step[] steps, double[] exact) {}

    private double[] read(FeaturePlan of, Payment payment) {
        Compiled chosen = compiled.peekFirst();
        if (chosen == null || chosen.plan() != of) {
            chosen = choose(of);
        }
        if (payment.requestSlots() < of.requestSlots()) {
            throw new IllegalArgumentException(
                    "the payment has "
                            + payment.requestSlots()
                            + " request fields, the plan reads "
                            + of.requestSlots()
                            + "; make it with the catalogue's RequestFields");
        }
        reading.read(payment, floor(), customers);
        for (Step step : chosen.steps()) {
            reading.touched ^= step.touch(reading);
        }
        for (Step step : chosen.steps()) {
            step.write(reading, chosen.exact());
        }
        return chosen.exact();
    }

    private Compiled choose(FeaturePlan of) {
        for (Compiled one : compiled) {
            if (one.plan() == of) {
                compiled.remove(one);
                compiled.addFirst(one);
                return one;
            }
        }
        if (!covers(of)) {
            throw new IllegalArgumentException(
                    "the state does not keep what the plan needs; make a state of this plan and"
                            + " replay the history into it");
        }
        Compiled made = new Compiled(of, of.steps(kept), new double[of.size()]);
        compiled.addFirst(made);
        if (compiled.size() > PLANS) {
            compiled.removeLast();
        }
        return made;
    }

    private static void narrow(double[] exact, float[] out) {
        for (int i = 0; i < exact.length; i++) {
            out[i] = (float) exact[i];
        }
    }

    private void take(Payment payment) {
        long at = payment.atMicros();
        if (timeliness(at) == Timeliness.TOO_LATE) {
            late++;
            return;
        }
        late += timeliness(at) == Timeliness.LATE ? 1 : 0;
        watermark = Math.max(watermark, at);
        payments++;
        long floor = floor();
        for (EntityTable table : all) {
            table.sweep(SWEEP, floor);
            if (payment.has(table.entity)) {
                int place = table.entity.ordinal();
                reading.ids[place] = table.known(reading.ids[place], payment);
            }
        }
        for (EntityTable table : all) {
            keep(table, payment, floor);
        }
    }

    private void keep(EntityTable table, Payment payment, long floor) {
        EventList list = table.payments(reading.id(table.entity));
        if (list == null) {
            return;
        }
        int place = list.insert(payment.atMicros(), payment.amount(), floor);
        TableNeeds needs = table.needs;
        int traits = needs.traits().size();
        for (int i = 0; i < traits; i++) {
            list.trait(i, place, reading.ids[needs.traits().get(i).ordinal()]);
        }
        if (needs.places()) {
            list.trait(traits, place, Float.floatToRawIntBits((float) payment.latitude()));
            list.trait(traits + 1, place, Float.floatToRawIntBits((float) payment.longitude()));
        }
    }

    private void addEvent(Entity entity, AccountEventType type, Payment keys) {
        EntityTable table = tables[entity.ordinal()];
        if (table == null
                || !keys.has(entity)
                || !table.needs.events().contains(type)
                || keys.atMicros() <= floor()) {
            return;
        }
        int id = table.known(table.find(keys), keys);
        table.eventsToWrite(id, type).insert(keys.atMicros(), 0, floor());
    }

    private Timeliness timeliness(long at) {
        if (watermark == Long.MIN_VALUE || at >= watermark - latenessMicros) {
            return Timeliness.ON_TIME;
        }
        return at > watermark - RETAINED_MICROS ? Timeliness.LATE : Timeliness.TOO_LATE;
    }

    /// Events up to here are not retained.
    private long floor() {
        return watermark == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : watermark - RETAINED_MICROS - latenessMicros;
    }
}
