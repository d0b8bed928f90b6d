package io.onefold.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir Path temp;

    @Test
    void sameArgumentsGiveSameBytesAtAnyThreadCount() {
        GeneratedFolder one =
                GeneratedFolder.streaming(temp.resolve("one"), "--scale", "30", "--threads", "1");
        GeneratedFolder five =
                GeneratedFolder.streaming(temp.resolve("five"), "--scale", "30", "--threads", "5");
        GeneratedFolder again =
                GeneratedFolder.streaming(temp.resolve("five"), "--scale", "30", "--threads", "5");

        assertThat(five.hashes()).isEqualTo(one.hashes());
        assertThat(again.hashes()).isEqualTo(one.hashes());
        assertThat(one.hashes()).hasSizeGreaterThan(18);
    }

    @Test
    void anotherSeedGivesOtherRows() {
        GeneratedFolder one = GeneratedFolder.streaming(temp.resolve("one"), "--seed", "1");
        GeneratedFolder two = GeneratedFolder.streaming(temp.resolve("two"), "--seed", "2");

        assertThat(two.text("streaming_db_sample_data.sql"))
                .isNotEqualTo(one.text("streaming_db_sample_data.sql"));
        assertThat(two.text("truth/counts.csv")).contains("profiles_db.accounts,120");
    }

    @Test
    void allDrawsTheSamePeopleAsStreaming() {
        GeneratedFolder streaming = GeneratedFolder.streaming(temp.resolve("streaming"));
        assertThat(GeneratedFolder.run("all", "--out", temp.resolve("all").toString()).exitCode())
                .isZero();

        assertThat(new GeneratedFolder(temp.resolve("all")).text("truth/people.csv"))
                .isEqualTo(streaming.text("truth/people.csv"));
    }

    @Test
    void rowsGrowWithTheScaleAndTheShelfDoesNot() {
        GeneratedFolder one = GeneratedFolder.streaming(temp.resolve("one"));
        GeneratedFolder many = GeneratedFolder.streaming(temp.resolve("many"), "--scale", "40");

        assertThat(one.text("truth/counts.csv"))
                .contains(
                        "profiles_db.accounts,120\n",
                        "streaming_db.play_events,1500\n",
                        "support_db.tickets,80\n")
                .contains(
                        "profiles_db.plans,4\n",
                        "streaming_db.media_content,60\n",
                        "support_db.ticket_tags,8\n");
        assertThat(many.text("truth/counts.csv"))
                .contains(
                        "profiles_db.accounts,4800\n",
                        "streaming_db.play_events,60000\n",
                        "support_db.tickets,3200\n")
                .contains(
                        "profiles_db.plans,4\n",
                        "streaming_db.media_content,60\n",
                        "support_db.ticket_tags,8\n");
    }

    @Test
    void aLargeFolderHasACsvPerTableAndAnIndexOfThem() {
        GeneratedFolder many = GeneratedFolder.streaming(temp.resolve("many"), "--scale", "21");

        assertThat(many.text("silos.yaml"))
                .contains(
                        "  - name: profiles_db\n    part: postgres\n    schema: profiles_db_schema.sql\n")
                .contains(
                        "      plans: profiles_db_plans.csv\n      accounts: profiles_db_accounts.csv\n");
        assertThat(many.text("profiles_db_accounts.csv"))
                .startsWith("account_id,email,hashed_password,full_name,created_at\n");
        assertThat(many.text("profiles_db_sample_data.sql"))
                .contains(
                        "\\copy accounts (account_id, email, hashed_password, full_name, created_at)"
                                + " from 'profiles_db_accounts.csv' with (format csv, header)");
    }

    @Test
    void badArgumentsAreNamedWithWhatIsExpected() throws Exception {
        String out = temp.resolve("never").toString();
        List<GeneratedFolder.Outcome> invalid =
                List.of(
                        GeneratedFolder.run("streaming", "--out", out, "--scale", "0"),
                        GeneratedFolder.run(
                                "streaming", "--out", out, "--as-of", "3rd of November"),
                        GeneratedFolder.run("streaming", "--out", out, "--threads", "-1"));
        assertThat(invalid).extracting(GeneratedFolder.Outcome::exitCode).containsOnly(1);
        assertThat(invalid.get(0).messages())
                .contains("--scale 0 is not possible; expected 1 to 10,000,000");
        assertThat(invalid.get(1).messages()).contains("'3rd of November'", "expected 2025-11-03");
        assertThat(temp.resolve("never")).doesNotExist();

        assertThat(GeneratedFolder.run("streaming").exitCode()).isEqualTo(2);
        assertThat(GeneratedFolder.run("streaming", "--out", out, "--skale", "2").exitCode())
                .isEqualTo(2);
        assertThat(GeneratedFolder.run("--help").exitCode()).isZero();

        Path file = Files.writeString(temp.resolve("file"), "not a folder");
        GeneratedFolder.Outcome blocked =
                GeneratedFolder.run("streaming", "--out", file.toString());
        assertThat(blocked.exitCode()).isEqualTo(1);
        assertThat(blocked.messages()).contains(file.toString(), "--out");
    }
}
