package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/// Payments as honest people make them. Now and then they too pay from a new device, abroad, much
/// more than usual, or fail at first: no single field tells a fraud.
final class Ordinary {

    private static final int[] HOURS = {
        0, 1, 2, 5, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16,
        17, 17, 17, 18, 18, 18, 19, 19, 19, 20, 20, 20, 21, 21, 22, 22, 23
    };
    private static final Set<MonthDay> HOLIDAYS =
            Set.of(
                    MonthDay.of(1, 1),
                    MonthDay.of(7, 4),
                    MonthDay.of(9, 1),
                    MonthDay.of(10, 13),
                    MonthDay.of(12, 25),
                    MonthDay.of(12, 26));
    private static final List<String> GATEWAYS =
            List.of("stripe", "adyen", "worldpay", "braintree");
    private static final List<String> DECLINES =
            List.of("insufficient_funds", "insufficient_funds", "do_not_honor", "expired_card");
    private static final List<String> MFA = List.of("sms", "sms", "app", "app", "key");
    private static final List<String> OWNERSHIP =
            List.of("individual", "individual", "individual", "joint", "business");

    private final Merchants merchants;
    private final History history;

    Ordinary(Merchants merchants, History history) {
        this.merchants = merchants;
        this.history = history;
    }

    History history() {
        return history;
    }

    Merchants merchants() {
        return merchants;
    }

    /// A moment of a day at which people are awake, mostly.
    Instant moment(Draw draw, int day) {
        return history.at(day, HOURS[draw.below(HOURS.length)] * 3_600 + draw.below(3_600));
    }

    Payment payment(Payer payer, FraudKind kind, Instant at, Draw draw) {
        return switch (kind) {
            case CREDIT_CARD -> card(payer, at, draw);
            case PAYMENT_PROCESSING -> processing(payer, at, draw);
            case ACCOUNT_TAKEOVER -> account(payer, at, draw);
            case MERCHANT -> merchant(payer, merchantOf(payer, at, draw), at, draw);
            case MONEY_LAUNDERING -> transfer(payer, at, draw);
        };
    }

    Merchant shop(Payer payer, Instant at, Draw draw) {
        return payer.merchant(draw, merchants, history.date(history.dayOf(at)));
    }

    private Merchant merchantOf(Payer payer, Instant at, Draw draw) {
        return draw.below(1_000) < 15
                ? merchants.cheating(draw, history.dayOf(at), history.date(history.dayOf(at)))
                : shop(payer, at, draw);
    }

    /// What all kinds of payments have in common.
    private Payment begin(Payer payer, FraudKind kind, Merchant at, Instant when, Draw draw) {
        int day = history.dayOf(when);
        Payment payment = new Payment(kind, when).put(Field.USER_ID, payer.userId());
        at.paid(payment);
        double median = at.medianMinor() * (payer.spend() / 100.0);
        payment.amount((long) draw.spread(median, draw.percent(4) ? 1.3 : 0.55));
        Device device = draw.percent(88) ? payer.device() : payer.second();
        Device used = draw.percent(3) ? Device.unknown(draw) : device;
        used.on(payment);
        payment.put(Field.SESSION_ID, "s-%012x".formatted(draw.next() & 0xFFFFFFFFFFFFL))
                .put(Field.PAYMENT_METHOD_ID, payer.cardId());
        boolean online = at.online() || draw.percent(12);
        payment.put(Field.ONLINE_ORDER, online);
        Place where = payer.place(day);
        Place bought =
                online || !where.equals(payer.home()) || draw.percent(85) ? where : at.place();
        bought.near(draw).of(payment, payer.home());
        return payment;
    }

    private Payment card(Payer payer, Instant at, Draw draw) {
        Merchant shop = shop(payer, at, draw);
        Payment payment = begin(payer, FraudKind.CREDIT_CARD, shop, at, draw);
        boolean present = "false".equals(payment.get(Field.ONLINE_ORDER));
        boolean chip = present && draw.percent(86);
        payment.put(Field.PAYMENT_METHOD, "card")
                .put(Field.CARD_TYPE, payer.cardType())
                .put(Field.CARD_BIN, payer.cardBin())
                .put(Field.CARD_LAST4, payer.cardLast4())
                .put(Field.CARD_COUNTRY, payer.home().country())
                .put(Field.CARD_AGE_DAYS, payer.cardAgeDays() + history.dayOf(at))
                .put(Field.CARD_PRESENT, present)
                .put(Field.USED_CHIP, chip)
                .put(Field.USED_CONTACTLESS, present && draw.percent(45))
                .put(Field.USED_PIN, chip && draw.percent(40));
        if (!present) {
            payment.put(Field.CVV_RESULT, draw.percent(96) ? "match" : "no_match")
                    .put(Field.AVS_RESULT, draw.percent(90) ? "match" : "partial")
                    .put(Field.SECURE_3D_USED, draw.percent(38));
        }
        return payment;
    }

    private Payment processing(Payer payer, Instant at, Draw draw) {
        Merchant shop = shop(payer, at, draw);
        Payment payment = begin(payer, FraudKind.PAYMENT_PROCESSING, shop, at, draw);
        boolean tried = draw.percent(9);
        return payment.put(Field.PAYMENT_METHOD, draw.percent(60) ? "ach" : "wallet")
                .put(Field.GATEWAY_USED, draw.of(GATEWAYS))
                .put(Field.PROCESSING_TIME_MS, (long) draw.spread(240, 0.6))
                .put(Field.RETRY_COUNT, tried ? draw.between(1, 4) : 0)
                .put(Field.DECLINE_REASON, tried && draw.percent(60) ? draw.of(DECLINES) : null)
                .put(
                        Field.BANK_ROUTING_NUMBER,
                        draw.percent(99) ? payer.routingNumber() : "123456789")
                .put(Field.ACCOUNT_TYPE, draw.percent(70) ? "checking" : "savings")
                .put(
                        Field.ACCOUNT_AGE_DAYS,
                        Math.max(0, payer.accountAgeDays() + history.dayOf(at)));
    }

    private Payment account(Payer payer, Instant at, Draw draw) {
        Merchant shop = shop(payer, at, draw);
        Payment payment = begin(payer, FraudKind.ACCOUNT_TAKEOVER, shop, at, draw);
        boolean mfa = payer.mfa() && draw.percent(90);
        return payment.put(Field.PAYMENT_METHOD, "wallet")
                .put(Field.MFA_USED, mfa)
                .put(Field.MFA_METHOD, mfa ? draw.of(MFA) : null)
                .put(Field.MFA_BYPASSED, draw.below(1_000) < 12)
                .decimal(Field.SESSION_DURATION_MINUTES, (long) draw.spread(90, 0.7), 1)
                .decimal(
                        Field.TYPING_SPEED,
                        (long) (10 * draw.normal(payer.typing(), draw.percent(5) ? 25 : 5)),
                        1)
                .put(Field.COPY_PASTE_BEHAVIOR, draw.percent(7));
    }

    Payment merchant(Payer payer, Merchant shop, Instant at, Draw draw) {
        Payment payment = begin(payer, FraudKind.MERCHANT, shop, at, draw);
        payment.put(Field.PAYMENT_METHOD, draw.percent(80) ? "card" : "wallet")
                .put(Field.PRODUCT_CATEGORY_MISMATCH, draw.percent(2));
        return shop.described(payment, LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    private Payment transfer(Payer payer, Instant at, Draw draw) {
        Merchant payee = shop(payer, at, draw);
        Payment payment = begin(payer, FraudKind.MONEY_LAUNDERING, payee, at, draw);
        long amount = (long) draw.spread(38_000.0 * payer.spend() / 100, 1.5);
        if (draw.percent(28)) {
            amount = Math.max(1, amount / 10_000) * 10_000;
        }
        if (draw.below(1_000) < 25) {
            draw.of(Place.HAVENS).of(payment, payer.home());
        }
        return payment.amount(Math.min(amount, 9_000_000))
                .put(Field.PAYMENT_METHOD, "transfer")
                .put(Field.ACCOUNT_OWNERSHIP_PATTERN, draw.of(OWNERSHIP))
                .put(Field.SHELL_COMPANY_INDICATOR, draw.below(1_000) < 15)
                .put(Field.OFFSHORE_ACCOUNT_USED, draw.below(1_000) < 20)
                .put(Field.MULTIPLE_ACCOUNT_HOLDERS, draw.percent(12))
                .put(
                        Field.HOLIDAY_ACTIVITY,
                        HOLIDAYS.contains(MonthDay.from(LocalDate.ofInstant(at, ZoneOffset.UTC))));
    }
}
