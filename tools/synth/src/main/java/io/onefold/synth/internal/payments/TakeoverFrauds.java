package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.Instant;
import java.util.List;

/// Accounts taken over: passwords tried, reset, the owner's address changed, then money spent.
final class TakeoverFrauds {

    private static final List<String> CHANGED = List.of("email", "email", "phone", "address");

    private TakeoverFrauds() {}

    /// Somebody guesses, resets and changes what would warn the owner, then pays.
    static void reset(BlockBuilder block) {
        takeover(block, "reset-and-change", true);
    }

    /// The password was known already: only the device, the place and the hand differ.
    static void knownPassword(BlockBuilder block) {
        takeover(block, "known-password", false);
    }

    private static void takeover(BlockBuilder block, String pattern, boolean loud) {
        Draw draw = block.draw;
        Payer victim = block.anyPayer();
        String episode = block.newEpisode(pattern);
        Device thief = Device.unknown(draw);
        Place from = draw.of(draw.percent(60) ? Place.FAR : Place.CITIES).near(draw);
        Instant at = block.ordinary.moment(draw, block.anyDay());
        if (loud) {
            breakIn(block, victim, thief, at);
        }
        block.add(AccountEvent.of("login", thief, victim.userId(), at));
        int typing = (int) draw.normal(85, 30);
        for (int left = draw.between(1, loud ? 4 : 3); left > 0; left--) {
            at = at.plusSeconds(draw.between(60, 2_400));
            Payment payment = block.ordinary.payment(victim, FraudKind.ACCOUNT_TAKEOVER, at, draw);
            if (draw.percent(88)) {
                thief.on(payment);
                from.of(payment, victim.home());
            }
            payment.amount((long) (payment.amountMinor() * draw.spread(2.2, 0.6)))
                    .put(Field.MFA_BYPASSED, draw.percent(loud ? 40 : 25))
                    .put(Field.COPY_PASTE_BEHAVIOR, draw.percent(50))
                    .decimal(Field.TYPING_SPEED, 10L * Math.max(5, typing), 1)
                    .decimal(Field.SESSION_DURATION_MINUTES, (long) draw.spread(45, 0.7), 1);
            block.add(payment.fraud(pattern, episode, block.known(at)));
        }
    }

    private static void breakIn(BlockBuilder block, Payer victim, Device thief, Instant at) {
        Draw draw = block.draw;
        int failed = draw.between(2, 9);
        for (int i = failed; i > 0; i--) {
            block.add(
                    AccountEvent.of(
                            "login_failed",
                            thief,
                            victim.userId(),
                            at.minusSeconds(400 + 25L * i)));
        }
        if (draw.percent(80)) {
            block.add(
                    AccountEvent.of(
                            "password_reset", thief, victim.userId(), at.minusSeconds(300)));
        }
        if (draw.percent(65)) {
            block.add(
                    AccountEvent.change(
                            draw.of(CHANGED), thief, victim.userId(), at.plusSeconds(30)));
        }
    }
}
