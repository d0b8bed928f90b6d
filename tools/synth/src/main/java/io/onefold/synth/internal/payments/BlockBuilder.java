package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what happens to the payers of one block. Payments outside of the history are left out:
/// they have not happened yet.
final class BlockBuilder {

    final Draw draw;
    final Ordinary ordinary;
    final List<Payer> payers;

    private final String name;
    private final List<Payment> payments = new ArrayList<>();
    private final List<AccountEvent> events = new ArrayList<>();
    private int episodes;

    /// @param name stands in the ids of what it holds
    BlockBuilder(String name, Draw draw, Ordinary ordinary, List<Payer> payers) {
        this.name = name;
        this.draw = draw;
        this.ordinary = ordinary;
        this.payers = List.copyOf(payers);
    }

    Payer anyPayer() {
        return draw.of(payers);
    }

    /// A day on which an episode of some days can begin.
    int anyDay() {
        return draw.between(1, History.DAYS - 2);
    }

    String newEpisode(String pattern) {
        episodes++;
        return pattern + "-" + name + "-" + episodes;
    }

    /// When the victim will have told: mostly within a week, sometimes after a month.
    Instant known(Instant at) {
        int hours = draw.percent(85) ? draw.between(12, 160) : draw.between(161, 700);
        return at.plus(hours, ChronoUnit.HOURS);
    }

    void add(Payment payment) {
        if (ordinary.history().holds(payment.at())) {
            payments.add(payment);
        }
    }

    void add(AccountEvent event) {
        if (ordinary.history().holds(event.at())) {
            events.add(event);
        }
    }

    PaymentBlock build() {
        payments.sort(Comparator.comparing(Payment::at));
        events.sort(Comparator.comparing(AccountEvent::at));
        for (int i = 0; i < payments.size(); i++) {
            payments.get(i).end(name + "-%05d".formatted(i + 1), ordinary.history().asOf());
        }
        return new PaymentBlock(name, payments, events);
    }
}
