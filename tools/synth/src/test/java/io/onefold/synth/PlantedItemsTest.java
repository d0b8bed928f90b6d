package io.onefold.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every planted item, found again in a real PostgreSQL by looking at the rows.
class PlantedItemsTest {

    private static final String AS_OF = "timestamptz '2025-11-03T00:00:00Z'";

    @TempDir static Path temp;

    private static GeneratedFolder folder;
    private static Silos silos;
    private static JsonNode planted;

    @BeforeAll
    static void load() throws Exception {
        folder = GeneratedFolder.streaming(temp.resolve("k1"));
        planted = JsonMapper.shared().readTree(folder.text("truth/planted.json"));
        silos = new Silos();
        silos.load(folder, false);
    }

    @AfterAll
    static void stop() throws Exception {
        silos.close();
    }

    @Test
    void theCountsAreThoseOfScaleOne() {
        for (String line : folder.text("truth/counts.csv").lines().skip(1).toList()) {
            String[] parts = line.split(",");
            assertThat(silos.number("select count(*) from " + parts[0]))
                    .as(line)
                    .isEqualTo(Long.parseLong(parts[1]));
        }
        assertThat(silos.number("select count(*) from accounts")).isEqualTo(120);
        assertThat(silos.number("select count(*) from play_events")).isEqualTo(1_500);
        assertThat(silos.number("select count(*) from tickets")).isEqualTo(80);
    }

    @Test
    void sqlAndCsvSpellTheSameRows() throws Exception {
        List<String> fromSql = fingerprints();
        try (Silos other = new Silos()) {
            other.load(GeneratedFolder.streaming(temp.resolve("csv"), "--form", "csv"), true);
            List<String> fromCsv = new ArrayList<>();
            tables().forEach(table -> fromCsv.addAll(other.strings(fingerprint(table))));
            assertThat(fromCsv).isEqualTo(fromSql);
        }
    }

    private static List<String> fingerprints() {
        List<String> all = new ArrayList<>();
        tables().forEach(table -> all.addAll(silos.strings(fingerprint(table))));
        return all;
    }

    private static List<String> tables() {
        return Silos.TABLES.values().stream().flatMap(List::stream).sorted().toList();
    }

    private static String fingerprint(String table) {
        return "select md5(string_agg(t::text, '|' order by t::text)) from " + table + " t";
    }

    @Test
    void cardsAreSharedByTwoByThreeAndTwiceByOnePair() {
        assertThat(holders("fingerprint shared by two")).containsExactly(2L);
        assertThat(holders("fingerprint shared by three")).containsExactly(3L);
        assertThat(holders("fingerprints shared by the same pair")).containsExactly(2L, 2L);
        assertThat(
                        silos.number(
                                "select count(distinct account_id) from payment_methods where card_fingerprint in ("
                                        + quoted("fingerprints shared by the same pair")
                                        + ")"))
                .isEqualTo(2);
    }

    private static List<Long> holders(String item) {
        return values(item).stream()
                .map(
                        card ->
                                silos.number(
                                        "select count(distinct account_id) from payment_methods where card_fingerprint = '"
                                                + card
                                                + "'"))
                .toList();
    }

    @Test
    void ringsShareADeviceAndAnAddress() {
        assertThat(users("device_fingerprint", "ring by device")).isEqualTo(4);
        assertThat(users("host(ip_address)", "ring by address")).isEqualTo(5);
        assertThat(users("host(ip_address)", "address above the hub bound")).isEqualTo(56);
    }

    private static long users(String column, String item) {
        return silos.number(
                "select count(distinct a.account_id) from play_events e"
                        + " join accounts a on a.account_id = e.account_id_from_token where "
                        + column
                        + " in ("
                        + quoted(item)
                        + ")");
    }

    @Test
    void accountsHaveTheEventsTheyAreNamedFor() {
        for (int events : new int[] {0, 1, 10, 11, 20, 21}) {
            assertThat(events(events + " events", "<= " + AS_OF)).isEqualTo(events);
        }
        String recent = "> " + AS_OF + " - interval '30 days' and e.event_timestamp <= " + AS_OF;
        for (int events : new int[] {4, 5}) {
            assertThat(events(events + " recent events", recent)).isEqualTo(events);
            assertThat(events(events + " recent events", "<= " + AS_OF)).isGreaterThan(events);
        }
        assertThat(values("0 recent events")).hasSize(2);
        assertThat(events("0 recent events", recent)).isZero();
    }

    @Test
    void theWindowsBoundariesArePlanted() {
        String edge = "events exactly 30 days old, a microsecond younger, a microsecond older";
        assertThat(events(edge, "= " + AS_OF + " - interval '30 days'")).isEqualTo(1);
        assertThat(events(edge, "= " + AS_OF + " - interval '30 days' + interval '1 microsecond'"))
                .isEqualTo(1);
        assertThat(events(edge, "= " + AS_OF + " - interval '30 days' - interval '1 microsecond'"))
                .isEqualTo(1);
        String late = "an event at as-of and three after it";
        assertThat(events(late, "= " + AS_OF)).isEqualTo(1);
        assertThat(events(late, "> " + AS_OF)).isEqualTo(3);
        assertThat(
                        silos.number(
                                "select count(*) from play_events where event_timestamp > "
                                        + AS_OF))
                .isEqualTo(3);
        assertThat(silos.number("select count(*) from accounts where created_at > " + AS_OF))
                .isEqualTo(2);
        assertThat(silos.number("select count(*) from accounts where created_at = " + AS_OF))
                .isEqualTo(1);
        assertThat(silos.strings("select ticket_id from tickets where created_at > " + AS_OF))
                .isEqualTo(values("ticket after as-of"));
    }

    private static long events(String item, String timestamp) {
        return silos.number(
                "select count(*) from play_events e join accounts a on a.account_id = e.account_id_from_token"
                        + " where a.email in ("
                        + quoted(item)
                        + ") and e.event_timestamp "
                        + timestamp);
    }

    @Test
    void subscriptionsHaveEveryCase() {
        assertThat(statuses("status active")).containsExactly("active");
        assertThat(statuses("status Active")).containsExactly("Active");
        assertThat(statuses("no subscription")).isEmpty();
        assertThat(
                        silos.strings(
                                "select s.plan_id, s.status from subscriptions s join accounts a using (account_id)"
                                        + " where email = "
                                        + quoted("two active subscriptions on one plan")))
                .containsExactly("3", "active", "3", "active");
        assertThat(
                        silos.strings(
                                "select plan_name from plans p where not exists"
                                        + " (select from subscriptions s where s.plan_id = p.plan_id)"))
                .containsExactly("Cinema Club");
        assertThat(
                        silos.number(
                                "select count(*) from subscriptions s join accounts a using (account_id)"
                                        + " where email = "
                                        + quoted("cancelled without end")
                                        + " and renews_at is null"))
                .isEqualTo(1);
    }

    private static List<String> statuses(String item) {
        return silos.strings(
                "select status from subscriptions join accounts using (account_id) where email in ("
                        + quoted(item)
                        + ")");
    }

    @Test
    void actionsAndSessionsHaveEveryCase() {
        assertThat(
                        silos.strings(
                                "select distinct action from play_events e"
                                        + " join accounts a on a.account_id = e.account_id_from_token where email = "
                                        + quoted("play, stop, START, FINISH")))
                .containsExactlyInAnyOrder("play", "stop", "START", "FINISH");
        assertThat(sessionActions("session finished twice"))
                .containsExactly("play", "stop", "stop");
        assertThat(sessionActions("session finished but never started")).containsExactly("FINISH");
    }

    private static List<String> sessionActions(String item) {
        return silos.strings(
                "select action from play_events where session_id = "
                        + quoted(item)
                        + " order by event_id");
    }

    @Test
    void genresTieAndAreNull() {
        assertThat(genres("genres tied at 10"))
                .containsExactlyInAnyOrder(
                        "Comedy", "10", "Crime", "10", "Drama", "10", null, "10");
        assertThat(genres("favourite genre null")).containsExactly(null, "20", "Drama", "15");
    }

    private static List<String> genres(String item) {
        return silos.strings(
                "select genre, count(*) from play_events e join media_content using (media_id)"
                        + " join accounts a on a.account_id = e.account_id_from_token where email = "
                        + quoted(item)
                        + " group by genre order by 2 desc");
    }

    @Test
    void hoursZeroToSixHoldZeroToSixEvents() {
        List<String> counts =
                silos.strings(
                        "select count(event_id) from generate_series(0, 6) hour"
                                + " left join play_events on extract(hour from event_timestamp) = hour and event_timestamp <= "
                                + AS_OF
                                + " group by hour order by 1");
        assertThat(counts).containsExactly("0", "1", "2", "3", "4", "5", "6");
    }

    @Test
    void onlyTheThirdUserOfADeviceHasTechnicalTickets() {
        assertThat(users("device_fingerprint", "device of the third user")).isEqualTo(3);
        List<String> owners =
                silos.strings(
                        "select distinct a.email from tickets t"
                                + " join ticket_tag_link using (ticket_id) join ticket_tags using (tag_id)"
                                + " join accounts a on a.email = lower(trim(t.customer_email))"
                                + " where tag_name in ('Technical', 'Playback') and a.email in ("
                                + quoted("users of that device")
                                + ")");
        assertThat(owners).containsExactly(values("users of that device").get(2));
    }

    @Test
    void johnSmithHasTwoCardsTwoSubscriptionsAndAnUntaggedTicket() {
        assertThat(values("john")).containsExactly("john.smith@email.com");
        String john = " join accounts using (account_id) where email = 'john.smith@email.com'";
        assertThat(silos.number("select count(*) from payment_methods" + john)).isEqualTo(2);
        assertThat(silos.number("select count(*) from subscriptions" + john)).isEqualTo(2);
        assertThat(
                        silos.strings(
                                "select ticket_id from tickets t where customer_email = 'john.smith@email.com'"
                                        + " and not exists (select from ticket_tag_link l where l.ticket_id = t.ticket_id)"))
                .isEqualTo(values("john's untagged ticket"));
    }

    @Test
    void hackedAccountsShareCardsWithFiveOfWhomThreeShareAnAddressWithASixth() {
        assertThat(
                        silos.strings(
                                "select customer_email from tickets join ticket_tag_link using (ticket_id)"
                                        + " join ticket_tags using (tag_id) where tag_name = 'Hacked' order by ticket_id"))
                .isEqualTo(values("hacked"));
        assertThat(
                        silos.strings(
                                "select distinct o.email from payment_methods h join accounts a using (account_id)"
                                        + " join payment_methods p on p.card_fingerprint = h.card_fingerprint"
                                        + " join accounts o on o.account_id = p.account_id where a.email in ("
                                        + quoted("hacked")
                                        + ") and o.email not in ("
                                        + quoted("hacked")
                                        + ")"))
                .containsExactlyInAnyOrderElementsOf(values("share a card with a hacked account"))
                .hasSize(5);
        List<String> onTheAddress =
                new ArrayList<>(values("of those, share an address with the sixth"));
        onTheAddress.addAll(values("sixth"));
        assertThat(
                        silos.strings(
                                "select distinct email from play_events e"
                                        + " join accounts a on a.account_id = e.account_id_from_token where host(ip_address) = "
                                        + quoted("address of the sixth")))
                .containsExactlyInAnyOrderElementsOf(onTheAddress)
                .hasSize(4);
    }

    @Test
    void partnersAreMissingExactlyAsPlanted() {
        assertThat(
                        silos.number(
                                "select count(*) from play_events where account_id_from_token not in"
                                        + " (select account_id from accounts)"))
                .isEqualTo(15);
        assertThat(
                        silos.strings(
                                "select customer_email from tickets where lower(trim(customer_email)) not in"
                                        + " (select lower(email) from accounts) order by 1"))
                .isEqualTo(values("unknown ticket e-mails"))
                .hasSize(6);
        assertThat(
                        silos.strings(
                                "select customer_email from tickets where customer_email <> lower(customer_email)"))
                .containsExactlyInAnyOrderElementsOf(values("upper-case ticket e-mails"))
                .hasSize(5);
        assertThat(folder.text("truth/relationships.csv"))
                .contains("WATCHED,1485,26,15\n", "SUBMITTED,74,", ",6\n");
    }

    @Test
    void awkwardTextSurvivesBothForms() {
        assertThat(
                        silos.strings(
                                "select full_name from accounts where full_name like '%\"%' or full_name like '%\\\\%'"
                                        + " or full_name ~ '[\n\t]'"))
                .contains(
                        "Siobhán \"Shiv\" O'Brien",
                        "Back\\slash Müller\\",
                        "Anna\nMaria Lindqvist",
                        "\\N");
        assertThat(silos.number("select count(*) from accounts where full_name is null"))
                .isEqualTo(1);
        assertThat(silos.strings("select subject from tickets where subject like '%\n%'"))
                .containsExactly("First line\nsecond line\r\n\tthird, with a tab and 🎬");
        assertThat(silos.number("select count(*) from play_events where family(ip_address) = 6"))
                .isGreaterThan(50);
        assertThat(
                        silos.number(
                                "select count(*) from (select ticket_id from ticket_tag_link group by 1"
                                        + " having count(*) = 2) twice"))
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void everyStoredPasswordCarriesTheCanary() {
        String canary = folder.text("truth/canary.txt").strip();
        assertThat(canary).isNotEmpty();
        assertThat(
                        silos.number(
                                "select count(*) from accounts where hashed_password not like '%"
                                        + canary
                                        + "%'"))
                .isZero();
    }

    private static List<String> values(String item) {
        List<String> values = new ArrayList<>();
        planted.required(item).forEach(value -> values.add(value.stringValue()));
        return values;
    }

    private static String quoted(String item) {
        return values(item).stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
    }
}
