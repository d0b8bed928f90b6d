package io.onefold.ingest.internal.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowHashTest {

    private static final long SEED = 20_261_121;

    private static List<byte[]> rows() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] row = new byte[random.nextInt(300)];
            random.nextBytes(row);
            rows.add(row);
        }
        return rows;
    }

    @Test
    void aRowIsNamedByTheFirstHalfOfItsSha256InBase64() throws Exception {
        RowHash hash = new RowHash();
        for (byte[] row : rows()) {
            hash.of(row, 0, row.length);
            byte[] letters = new byte[RowHash.LETTERS];
            hash.spell(letters, 0);

            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(row);
            assertThat(new String(letters, StandardCharsets.US_ASCII))
                    .isEqualTo(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(Arrays.copyOf(sha256, 16)));
        }
    }

    @Test
    void theDigestDependsOnTheRowsButNotOnTheirOrderOrStreams() {
        List<byte[]> rows = rows();
        String one = digest(rows, 1);
        Collections.shuffle(rows, new Random(SEED));

        assertThat(digest(rows, 3)).isEqualTo(one);

        rows.get(7)[0]++;
        assertThat(digest(rows, 1)).isNotEqualTo(one);
    }

    private static String digest(List<byte[]> rows, int streams) {
        List<RowHash> hashes = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            hashes.add(new RowHash());
        }
        for (int i = 0; i < rows.size(); i++) {
            hashes.get(i % streams).of(rows.get(i), 0, rows.get(i).length);
        }
        return RowHash.digest(hashes);
    }
}
