package io.onefold.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.DatasetName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckOrderTest {

    @Test
    void datasetsWithoutContractsAreCheckedTogether() {
        List<DatasetName> datasets = List.of(DatasetName.parse("s.b"), DatasetName.parse("s.a"));

        assertThat(new CheckOrder(datasets, _ -> java.util.Optional.empty()).levels())
                .containsExactly(List.of(DatasetName.parse("s.a"), DatasetName.parse("s.b")));
    }

    @Test
    void noMoreWorkThanAllowedIsDoneAtOnceAndResultsKeepTheirOrder() {
        AtomicInteger atWork = new AtomicInteger();
        List<Integer> most = new ArrayList<>();

        List<Integer> results =
                Parallel.map(
                        2,
                        IntStream.range(0, 50).boxed().toList(),
                        i -> {
                            int now = atWork.incrementAndGet();
                            synchronized (most) {
                                most.add(now);
                            }
                            atWork.decrementAndGet();
                            return i * i;
                        });

        assertThat(results).isEqualTo(IntStream.range(0, 50).mapToObj(i -> i * i).toList());
        assertThat(most).allMatch(n -> n <= 2);
    }
}
