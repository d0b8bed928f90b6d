package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.streaming.BlockBuilder.Card;
import io.onefold.synth.internal.streaming.PlantedBlock.Register;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The planted accounts, cards and subscriptions.
final class PlantedProfiles {

    private static final int MONTHS_OF_FIRST = 21;

    private final BlockBuilder block;
    private final Register register;
    private final Calendar calendar;
    private final Draw draw;

    PlantedProfiles(BlockBuilder block, Register register) {
        this.block = block;
        this.register = register;
        this.calendar = block.calendar;
        this.draw = block.draw;
    }

    void plant() {
        for (int slot = 0; slot < Block.ACCOUNTS; slot++) {
            block.open(fullName(slot), createdAt(slot));
        }
        register.accounts("john", 0);
        register.accounts("created at as-of", PlantedBlock.AT_AS_OF);
        register.accounts(
                "created after as-of", PlantedBlock.FIRST_AFTER, PlantedBlock.FIRST_AFTER + 1);
        register.accounts("name of null", 60);
        register.accounts("names with quotes, backslashes, newlines", 61, 62, 63, 64, 65);
        sharedCards();
        ownCards();
        subscriptionCases();
        ordinarySubscriptions();
    }

    private @Nullable String fullName(int slot) {
        return switch (slot) {
            case 60 -> null;
            case 61 -> "Siobhán \"Shiv\" O'Brien";
            case 62 -> "Back\\slash Müller\\";
            case 63 -> "Anna\nMaria Lindqvist";
            case 64 -> "Tab\tStop; drop table accounts; --";
            case 65 -> "\\N";
            default -> block.person(slot).fullName();
        };
    }

    private Instant createdAt(int slot) {
        if (slot == 0) {
            return lastDayOfMonth();
        }
        if (slot < PlantedBlock.FIRST_ORDINARY) {
            return calendar.at(640 + 5 * slot, draw.below(24), draw.below(60), draw.below(60));
        }
        if (slot < PlantedBlock.FIRST_NEW) {
            return calendar.at(
                    draw.between(250, 1_460), draw.below(24), draw.below(60), draw.below(60));
        }
        if (slot < PlantedBlock.AT_AS_OF) {
            return calendar.at(
                    5 + 8 * (slot - PlantedBlock.FIRST_NEW), 15, draw.below(60), draw.below(60));
        }
        int daysAfter =
                slot == PlantedBlock.AT_AS_OF ? 0 : 2 + 3 * (slot - PlantedBlock.FIRST_AFTER);
        return calendar.asOf().plus(daysAfter, ChronoUnit.DAYS);
    }

    /// The last day of a month, 21 full months ago: 31 January 2024 for 3 November 2025.
    private Instant lastDayOfMonth() {
        LocalDate asOf = LocalDate.ofInstant(calendar.asOf(), ZoneOffset.UTC);
        LocalDate day = asOf.minusMonths(MONTHS_OF_FIRST).withDayOfMonth(1).minusDays(1);
        return day.atTime(LocalTime.of(10, 0)).toInstant(ZoneOffset.UTC);
    }

    private void sharedCards() {
        share("fingerprint shared by two", 1, 2);
        share("fingerprint shared by three", 3, 4, 5);
        share("fingerprints shared by the same pair", 6, 7);
        share("fingerprints shared by the same pair", 7, 6);
        share("card of the first hacked account", 42, 44, 45, 46);
        share("card of the second hacked account", 43, 47, 48);
    }

    private void share(String item, int... slots) {
        Card card = block.newCard();
        for (int slot : slots) {
            block.pay(slot, card);
        }
        register.values(item, card.fingerprint());
    }

    /// John has two cards; slot 17 and one in ten ordinary customers have none.
    private void ownCards() {
        block.pay(0, new Card("fp_john_visa", "Visa", "1234"));
        block.pay(0, new Card("fp_john_mastercard", "Mastercard", "9876"));
        for (int slot = 8; slot < Block.ACCOUNTS; slot++) {
            boolean none = slot == 17 || (slot >= PlantedBlock.FIRST_ORDINARY && draw.percent(10));
            boolean hasShared = slot >= 42 && slot <= 48;
            if (!none && !hasShared) {
                block.pay(slot, block.newCard());
            }
        }
    }

    private void subscriptionCases() {
        Instant asOf = calendar.asOf();
        active(29, Shelf.BASIC, "active", 400);
        register.accounts("status active", 29);
        active(30, Shelf.BASIC, "Active", 400);
        register.accounts("status Active", 30);
        active(31, Shelf.PREMIUM, "active", 600);
        active(31, Shelf.PREMIUM, "active", 300);
        register.accounts("two active subscriptions on one plan", 31);
        register.accounts("no subscription", 32);
        block.subscribe(33, Shelf.STANDARD, "cancelled", calendar.at(500, 9), null);
        register.accounts("cancelled without end", 33);
        block.subscribe(34, Shelf.STANDARD, "cancelled", calendar.at(500, 9), calendar.at(300, 9));
        register.accounts("cancelled with end", 34);
        active(35, Shelf.BASIC, "active", 550);
        active(35, Shelf.STANDARD, "active", 250);
        register.accounts("two active subscriptions on two plans", 35);
        block.subscribe(
                52,
                Shelf.PREMIUM,
                "cancelled",
                calendar.at(420, 9),
                asOf.plus(Duration.ofDays(10)));
        register.accounts("cancelled, paid until after as-of", 52);
        block.subscribe(
                54,
                Shelf.BASIC,
                "active",
                asOf.plus(Duration.ofDays(1)),
                asOf.plus(Duration.ofDays(31)));
        register.accounts("subscription that starts after as-of", 54);
        active(55, Shelf.BASIC, "active", 365);
        active(55, Shelf.PREMIUM, "active", 365);
        register.accounts("two active subscriptions started at once", 55);
        block.subscribe(0, Shelf.BASIC, "cancelled", calendar.at(600, 9), calendar.at(410, 9));
        active(0, Shelf.PREMIUM, "active", 400);
    }

    private void active(int slot, int plan, String status, int daysAgo) {
        block.subscribe(
                slot,
                plan,
                status,
                calendar.at(daysAgo, 9),
                calendar.asOf().plus(Duration.ofDays(20)));
    }

    private void ordinarySubscriptions() {
        for (int slot = 1; slot < PlantedBlock.FIRST_ORDINARY; slot++) {
            boolean own = (slot >= 29 && slot <= 35) || slot == 52 || slot == 54 || slot == 55;
            if (!own) {
                active(slot, 1 + slot % 3, slot % 7 == 0 ? "Active" : "active", 400 + slot);
            }
        }
        for (int slot = PlantedBlock.FIRST_ORDINARY; slot < PlantedBlock.FIRST_AFTER; slot++) {
            Instant start = block.account(slot).createdAt().plus(draw.below(3), ChronoUnit.HOURS);
            int plan = draw.between(Shelf.BASIC, Shelf.PREMIUM);
            int kind = draw.below(100);
            if (kind < 75) {
                String status = kind < 15 ? "Active" : "active";
                block.subscribe(
                        slot,
                        plan,
                        status,
                        start,
                        calendar.asOf().plus(Duration.ofDays(kind % 30 + 1)));
            } else if (kind < 90) {
                Instant end = kind < 86 ? start.plus(draw.between(20, 240), ChronoUnit.DAYS) : null;
                block.subscribe(slot, plan, "cancelled", start, end);
            }
        }
    }
}
