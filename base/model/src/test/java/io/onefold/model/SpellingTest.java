package io.onefold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {

    @Test
    void theNearestKnownWordIsFoundWithoutRegardToCase() {
        assertThat(Spelling.nearest("Watermak", List.of("key", "watermark", "lateness")))
                .contains("watermark");
    }

    @Test
    void aWordFarFromAllHasNoNearest() {
        assertThat(Spelling.nearest("zone", List.of("watermark", "lateness"))).isEmpty();
        assertThat(Spelling.didYouMean("zone", List.of("watermark"))).isEmpty();
    }

    @Test
    void ofTwoEquallyNearWordsTheFirstInOrderIsTaken() {
        assertThat(Spelling.didYouMean("ac", List.of("ad", "ab")))
                .isEqualTo("; did you mean 'ab'?");
    }

    @Test
    void theDistanceIsLevenshteins() {
        // The textbook pair: kitten → sitten → sittin → sitting.
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    }
}
