package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.Instant;

/// Money laundered: sums cut to stay under the reporting limit, many hands paying one, chains of
/// accounts.
final class LaunderingFrauds {

    private static final int LIMIT_MINOR = 1_000_000;

    private LaunderingFrauds() {}

    /// Several transfers just under the limit within a week.
    static void structuring(BlockBuilder block) {
        Draw draw = block.draw;
        Payer payer = block.anyPayer();
        String episode = block.newEpisode("structuring");
        int day = block.anyDay();
        Merchant payee =
                payer.merchant(
                        draw, block.ordinary.merchants(), block.ordinary.history().date(day));
        for (int left = draw.between(3, 7); left > 0; left--) {
            Instant at = block.ordinary.moment(draw, day);
            Payment payment = transfer(block, payer, at);
            payee.paid(payment)
                    .amount(LIMIT_MINOR * (long) draw.between(900, 999) / 1_000)
                    .put(Field.ACCOUNT_OWNERSHIP_PATTERN, draw.percent(50) ? "business" : "joint");
            block.add(payment.fraud("structuring", episode, block.known(at)));
            day += draw.below(2);
        }
    }

    /// Many payers pay one account within a day, and nearly all of it leaves again.
    static void smurfing(BlockBuilder block) {
        Draw draw = block.draw;
        String episode = block.newEpisode("smurfing");
        Payer collector = block.anyPayer();
        Instant start = block.ordinary.moment(draw, block.anyDay());
        long collected = 0;
        Instant at = start;
        for (int left = draw.between(5, 8); left > 0; left--) {
            at = at.plusSeconds(draw.between(300, 9_000));
            Payment payment = transfer(block, block.anyPayer(), at);
            payment.amount((long) draw.spread(120_000, 0.4))
                    .put(Field.MERCHANT_ID, collector.userId())
                    .put(Field.MULTIPLE_ACCOUNT_HOLDERS, draw.percent(40));
            collected += payment.amountMinor();
            block.add(payment.fraud("smurfing", episode, block.known(at)));
        }
        at = at.plusSeconds(draw.between(3_600, 60_000));
        Payment out = transfer(block, collector, at);
        draw.of(Place.HAVENS).of(out, collector.home());
        out.amount(collected * draw.between(90, 99) / 100)
                .put(Field.OFFSHORE_ACCOUNT_USED, draw.percent(60));
        block.add(out.fraud("smurfing", episode, block.known(at)));
    }

    /// The same sum, a little less each time, from account to account.
    static void chain(BlockBuilder block) {
        Draw draw = block.draw;
        String episode = block.newEpisode("chain");
        String chain = "chain-%010x".formatted(draw.next() & 0xFFFFFFFFFFL);
        long amount = (long) draw.spread(700_000, 0.5);
        Instant at = block.ordinary.moment(draw, block.anyDay());
        Payer from = block.anyPayer();
        for (int left = draw.between(4, 6); left > 0; left--) {
            Payer to = block.anyPayer();
            Payment payment = transfer(block, from, at);
            payment.amount(amount)
                    .put(Field.MERCHANT_ID, to.userId())
                    .put(Field.TRANSACTION_CHAIN_ID, chain)
                    .put(Field.SHELL_COMPANY_INDICATOR, draw.percent(40))
                    .put(Field.OFFSHORE_ACCOUNT_USED, draw.percent(35));
            if (draw.percent(40)) {
                draw.of(Place.HAVENS).of(payment, from.home());
            }
            block.add(payment.fraud("chain", episode, block.known(at)));
            amount = amount * draw.between(93, 99) / 100;
            at = at.plusSeconds(draw.between(1_800, 50_000));
            from = to;
        }
    }

    private static Payment transfer(BlockBuilder block, Payer payer, Instant at) {
        return block.ordinary.payment(payer, FraudKind.MONEY_LAUNDERING, at, block.draw);
    }
}
