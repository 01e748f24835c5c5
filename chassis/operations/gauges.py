"""The figures in /metrics: the database is asked whenever somebody asks for them."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from chassis.operations.figures import Reading
from chassis.operations.readings import read_all


class Gauges(Collector):
    """A collector that reads every part anew."""

    def describe(self) -> list[GaugeMetricFamily]:
        """Name nothing beforehand: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges, and of each part whether it is known and whether it is well."""
        known = GaugeMetricFamily(
            "operations_known", "Whether the part could be read.", labels=["part"]
        )
        red = GaugeMetricFamily("operations_red", "Whether somebody should look.", labels=["part"])
        for reading in read_all():
            known.add_metric([reading.part.name], reading.is_known)
            red.add_metric([reading.part.name], reading.is_red)
            yield from _families(reading)
        yield from (known, red)


def _families(reading: Reading) -> Iterator[GaugeMetricFamily]:
    for name, meaning in reading.part.meanings.items():
        figures = [figure for figure in reading.figures if figure.name == name]
        if figures:
            labels = list(figures[0].labels)
            family = GaugeMetricFamily(name, meaning, labels=labels)
            for figure in figures:
                family.add_metric([figure.labels[label] for label in labels], figure.value)
            yield family
