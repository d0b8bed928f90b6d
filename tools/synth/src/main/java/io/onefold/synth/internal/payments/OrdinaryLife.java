package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.Instant;
import java.util.List;

/// The days of a block's payers, with what merchants and copied terminals do to them.
final class OrdinaryLife {

    private static final List<FraudKind> MIX =
            List.of(
                    FraudKind.CREDIT_CARD,
                    FraudKind.CREDIT_CARD,
                    FraudKind.CREDIT_CARD,
                    FraudKind.CREDIT_CARD,
                    FraudKind.PAYMENT_PROCESSING,
                    FraudKind.PAYMENT_PROCESSING,
                    FraudKind.ACCOUNT_TAKEOVER,
                    FraudKind.ACCOUNT_TAKEOVER,
                    FraudKind.MERCHANT,
                    FraudKind.MERCHANT,
                    FraudKind.MONEY_LAUNDERING,
                    FraudKind.MONEY_LAUNDERING);
    private static final List<String> PROFILE_FIELDS = List.of("email", "phone", "address");

    private final BlockBuilder block;
    private final Draw draw;
    private final Merchants merchants;

    private OrdinaryLife(BlockBuilder block) {
        this.block = block;
        this.draw = block.draw;
        this.merchants = block.ordinary.merchants();
    }

    static void live(BlockBuilder block) {
        OrdinaryLife life = new OrdinaryLife(block);
        for (Payer payer : block.payers) {
            for (int day = 0; day < History.DAYS; day++) {
                life.day(payer, day);
            }
        }
    }

    /// Some payments of some of the block's payers, on days of the history.
    static void pay(BlockBuilder block, int count) {
        OrdinaryLife life = new OrdinaryLife(block);
        for (int i = 0; i < count; i++) {
            life.payment(block.anyPayer(), block.anyDay());
        }
    }

    private void day(Payer payer, int day) {
        if (!draw.percent(payer.activityPercent())) {
            return;
        }
        int count = draw.percent(78) ? 1 : draw.between(2, 4);
        for (int i = 0; i < count; i++) {
            payment(payer, day);
        }
    }

    private void payment(Payer payer, int day) {
        Instant at = block.ordinary.moment(draw, day);
        Payment payment = block.ordinary.payment(payer, draw.of(MIX), at, draw);
        befall(payment, day);
        account(payer, payment);
        block.add(payment);
    }

    /// What the merchant or the terminal makes of a payment.
    private void befall(Payment payment, int day) {
        String merchantId = payment.get(Field.MERCHANT_ID);
        if (merchantId == null) {
            return;
        }
        Merchant shop = merchants.of(merchantId);
        boolean present = "true".equals(payment.get(Field.CARD_PRESENT));
        if (present && shop.compromised(day) && draw.percent(80)) {
            payment.fraud(
                    "compromised-terminal",
                    "compromised-terminal-" + shop.id(),
                    block.known(payment.at()));
        }
        if (payment.kind() == FraudKind.MERCHANT) {
            deal(payment, shop, day);
        }
    }

    private void deal(Payment payment, Merchant shop, int day) {
        String user = String.valueOf(payment.get(Field.USER_ID));
        boolean cheated = shop.bad(day) && draw.percent(75);
        if (cheated) {
            Instant known = block.known(payment.at());
            payment.fraud("merchant-gone-bad", "merchant-gone-bad-" + shop.id(), known);
            payment.amount((long) (payment.amountMinor() * draw.spread(1.6, 0.3)));
            payment.put(Field.PRODUCT_CATEGORY_MISMATCH, draw.percent(35));
            if (draw.percent(70)) {
                block.add(AccountEvent.ofMerchant("chargeback", shop.id(), user, known));
            }
        }
        if (draw.below(1_000) < (cheated ? 300 : 18)) {
            Instant back = payment.at().plusSeconds(draw.between(3_600, 500_000));
            block.add(AccountEvent.ofMerchant("refund", shop.id(), user, back));
        }
        if (!cheated && draw.below(1_000) < 3) {
            block.add(
                    AccountEvent.ofMerchant(
                            "chargeback", shop.id(), user, block.known(payment.at())));
        }
    }

    /// Logins come before payments, and people mistype and forget their passwords.
    private void account(Payer payer, Payment payment) {
        if (payment.kind() != FraudKind.ACCOUNT_TAKEOVER) {
            return;
        }
        Instant before = payment.at().minusSeconds(draw.between(30, 1_500));
        if (draw.percent(12)) {
            int failed = draw.percent(85) ? 1 : draw.between(2, 5);
            for (int i = failed; i > 0; i--) {
                block.add(
                        AccountEvent.of(
                                "login_failed",
                                payer.device(),
                                payer.userId(),
                                before.minusSeconds(20L * i)));
            }
        }
        if (draw.percent(2)) {
            block.add(
                    AccountEvent.of(
                            "password_reset",
                            payer.device(),
                            payer.userId(),
                            before.minusSeconds(300)));
        }
        if (draw.percent(2)) {
            block.add(
                    AccountEvent.change(
                            draw.of(PROFILE_FIELDS),
                            payer.device(),
                            payer.userId(),
                            before.minusSeconds(draw.between(60, 80_000))));
        }
        if (draw.percent(55)) {
            block.add(AccountEvent.of("login", payer.device(), payer.userId(), before));
        }
    }
}
