package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.Instant;

/// Frauds with cards: a stolen number spent within minutes, a leaked one spent over days. Copied
/// terminals are in [OrdinaryLife], for their victims live on.
final class CardFrauds {

    private CardFrauds() {}

    /// Many payments within an hour, small to middling, from a device nobody knows.
    static void velocityBurst(BlockBuilder block) {
        Draw draw = block.draw;
        Payer victim = block.anyPayer();
        String episode = block.newEpisode("velocity-burst");
        Device thief = Device.unknown(draw);
        boolean away = draw.percent(55);
        Place from = draw.of(Place.FAR).near(draw);
        Instant at = block.ordinary.moment(draw, block.anyDay());
        for (int left = draw.between(7, 14); left > 0; left--) {
            Payment payment = stolen(block, victim, at);
            if (draw.percent(85)) {
                thief.on(payment);
            }
            if (away) {
                from.of(payment, victim.home());
            }
            boolean probe = draw.percent(25);
            payment.amount((long) (probe ? draw.between(50, 199) : draw.spread(9_000, 0.7)));
            block.add(payment.fraud("velocity-burst", episode, block.known(at)));
            at = at.plusSeconds(draw.between(20, 300));
        }
    }

    /// Fewer and larger payments over several days, often abroad and at goods that resell.
    static void leakedCard(BlockBuilder block) {
        Draw draw = block.draw;
        Payer victim = block.anyPayer();
        String episode = block.newEpisode("leaked-card");
        Device thief = Device.unknown(draw);
        int day = block.anyDay();
        for (int left = draw.between(3, 6); left > 0; left--) {
            Instant at =
                    draw.percent(40)
                            ? block.ordinary.history().at(day, draw.below(6 * 3_600))
                            : block.ordinary.moment(draw, day);
            Payment payment = stolen(block, victim, at);
            if (draw.percent(80)) {
                thief.on(payment);
            }
            if (draw.percent(60)) {
                draw.of(Place.FAR).near(draw).of(payment, victim.home());
            }
            payment.amount((long) (payment.amountMinor() * draw.spread(3.2, 0.5)));
            block.add(payment.fraud("leaked-card", episode, block.known(at)));
            day += draw.below(2);
        }
    }

    /// A payment without the card, of somebody who may not know all of its numbers.
    private static Payment stolen(BlockBuilder block, Payer victim, Instant at) {
        Draw draw = block.draw;
        Payment payment = block.ordinary.payment(victim, FraudKind.CREDIT_CARD, at, draw);
        return payment.put(Field.ONLINE_ORDER, true)
                .put(Field.CARD_PRESENT, false)
                .put(Field.USED_CHIP, false)
                .put(Field.USED_CONTACTLESS, false)
                .put(Field.USED_PIN, false)
                .put(Field.CVV_RESULT, draw.percent(72) ? "match" : "no_match")
                .put(Field.AVS_RESULT, draw.percent(35) ? "match" : "no_match")
                .put(Field.SECURE_3D_USED, draw.percent(8));
    }
}
