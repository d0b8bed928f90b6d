package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.Instant;

/// Frauds at the gateway: cards tried out, accounts opened to be emptied, accounts that do not
/// exist.
final class ProcessingFrauds {

    private ProcessingFrauds() {}

    /// One device tries several payment methods with small amounts; most are declined.
    static void cardTesting(BlockBuilder block) {
        Draw draw = block.draw;
        Payer name = block.anyPayer();
        String episode = block.newEpisode("card-testing");
        Device thief = Device.unknown(draw);
        Instant at = block.ordinary.moment(draw, block.anyDay());
        for (int left = draw.between(5, 10); left > 0; left--) {
            Payment payment =
                    thief.on(block.ordinary.payment(name, FraudKind.PAYMENT_PROCESSING, at, draw));
            payment.amount(draw.percent(75) ? draw.between(50, 199) : draw.between(200, 3_000))
                    .put(Field.PAYMENT_METHOD_ID, draw.uuid().toString())
                    .put(Field.RETRY_COUNT, draw.percent(70) ? draw.between(1, 6) : 0)
                    .put(
                            Field.DECLINE_REASON,
                            draw.percent(60) ? "do_not_honor" : payment.get(Field.DECLINE_REASON));
            block.add(payment.fraud("card-testing", episode, block.known(at)));
            at = at.plusSeconds(draw.between(15, 400));
        }
    }

    /// An account a few days old pays far more than accounts of its age do.
    static void newAccountHighValue(BlockBuilder block) {
        Draw draw = block.draw;
        Payer name = block.anyPayer();
        String episode = block.newEpisode("new-account-high-value");
        String account = draw.uuid().toString();
        Device thief = Device.unknown(draw);
        int age = draw.between(0, 6);
        Instant at = block.ordinary.moment(draw, block.anyDay());
        for (int left = draw.between(2, 4); left > 0; left--) {
            Payment payment = block.ordinary.payment(name, FraudKind.PAYMENT_PROCESSING, at, draw);
            if (draw.percent(70)) {
                thief.on(payment);
            }
            payment.amount((long) (payment.amountMinor() * draw.spread(4, 0.5)))
                    .put(Field.PAYMENT_METHOD_ID, account)
                    .put(Field.ACCOUNT_AGE_DAYS, age);
            block.add(payment.fraud("new-account-high-value", episode, block.known(at)));
            at = at.plusSeconds(draw.between(600, 40_000));
        }
    }

    /// Debits of an account whose routing number no bank has; they come back.
    static void bankReturn(BlockBuilder block) {
        Draw draw = block.draw;
        Payer name = block.anyPayer();
        String episode = block.newEpisode("bank-return");
        Instant at = block.ordinary.moment(draw, block.anyDay());
        for (int left = draw.between(2, 5); left > 0; left--) {
            Payment payment = block.ordinary.payment(name, FraudKind.PAYMENT_PROCESSING, at, draw);
            payment.put(Field.PAYMENT_METHOD, "ach")
                    .put(
                            Field.BANK_ROUTING_NUMBER,
                            draw.percent(65) ? "123456789" : name.routingNumber())
                    .put(Field.RETRY_COUNT, draw.percent(50) ? draw.between(1, 3) : 0);
            payment.amount((long) (payment.amountMinor() * draw.spread(1.8, 0.4)));
            block.add(payment.fraud("bank-return", episode, block.known(at)));
            block.add(
                    AccountEvent.ofMerchant(
                            "refund",
                            String.valueOf(payment.get(Field.MERCHANT_ID)),
                            name.userId(),
                            at.plusSeconds(draw.between(90_000, 260_000))));
            at = at.plusSeconds(draw.between(20_000, 200_000));
        }
    }
}
