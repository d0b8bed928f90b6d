package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Somebody who pays: the habits that frauds depart from.
///
/// @param userId the account, as `profiles_db` knows it
/// @param cardId the payment method on file
/// @param cardLast4 as the card on file ends
/// @param cardAgeDays how old the card is on day 0
/// @param accountAgeDays how old the bank account is on day 0
/// @param spend how much more than others is paid, in percent
/// @param activityPercent payments per hundred days
/// @param typing words per minute
/// @param tripFrom first day of a journey of five days; beyond the history if there is none
/// @param regular where most is bought
record Payer(
        String userId,
        String cardId,
        String cardType,
        String cardBin,
        String cardLast4,
        int cardAgeDays,
        int accountAgeDays,
        int spend,
        int activityPercent,
        int typing,
        boolean mfa,
        String routingNumber,
        Place home,
        Device device,
        Device second,
        int tripFrom,
        Place trip,
        List<Merchant> regular) {

    private static final int TRIP_DAYS = 5;
    private static final List<String> BINS =
            List.of("411111", "424242", "455673", "510510", "520082", "378282");
    private static final List<String> ROUTING =
            List.of("021000021", "011401533", "091000019", "121000248", "026009593", "111000025");

    Payer {
        regular = List.copyOf(regular);
    }

    /// What `profiles_db` and `streaming_db` know of a payer.
    record Known(String userId, String cardId, String last4, String device, String ipAddress) {}

    static Payer draw(Draw draw, Known known, Merchants merchants) {
        List<Merchant> regular = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            regular.add(merchants.any(draw));
        }
        String bin = draw.of(BINS);
        Place home = draw.of(Place.CITIES).near(draw);
        Device own = Device.draw(draw, known.device(), known.ipAddress());
        return new Payer(
                known.userId(),
                known.cardId(),
                bin.startsWith("4") ? "visa" : bin.startsWith("5") ? "mastercard" : "amex",
                bin,
                known.last4(),
                draw.between(20, 1_400),
                draw.percent(4) ? draw.between(-History.DAYS, 0) : draw.between(60, 4_000),
                (int) draw.spread(100, 0.45),
                draw.between(8, 50),
                (int) draw.normal(58, 11),
                draw.percent(66),
                draw.of(ROUTING),
                home,
                own,
                Device.draw(draw, known.device() + "_2", known.ipAddress()),
                draw.percent(35) ? draw.between(3, History.DAYS - 8) : History.DAYS + 1,
                draw.of(draw.percent(70) ? Place.CITIES : Place.FAR),
                regular);
    }

    /// Where the payer is on a day.
    Place place(int day) {
        return day >= tripFrom && day < tripFrom + TRIP_DAYS ? trip : home;
    }

    /// Where something is bought on a day: mostly where it always is, if that is open yet.
    Merchant merchant(Draw draw, Merchants merchants, LocalDate today) {
        Merchant usual = draw.of(regular);
        return draw.percent(78) && usual.open(today) ? usual : merchants.any(draw, today);
    }
}
