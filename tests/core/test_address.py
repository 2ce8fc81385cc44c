"""Which addresses are public."""

from __future__ import annotations

import pytest

from bot.core.address import is_allowed, is_public, is_web_port


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "168.63.129.16", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::7f00:1", "::1.2.3.4",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1",
        "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
        "fe80::1%eth0", "fec0::1", "ff02::1", "localhost", "", "1.2.3", "127.1", "0x7f000001", "1.2.3.4:80",
    ],
)  # fmt: skip
def test_an_address_of_a_private_or_special_network_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "149.154.167.99", "172.32.0.1", "192.0.1.1", "100.128.0.1", "2001:67c:4e8:f004::9",
     "2606:4700:4700::1111", "2a00:1450:4010::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)  # fmt: skip
def test_an_address_of_the_public_internet_is_taken(address: str) -> None:
    assert is_public(address)


def test_a_private_host_is_named_with_or_without_its_port() -> None:
    named = frozenset({"rss.home", "127.0.0.1:8080"})
    assert is_allowed("RSS.home.", 1200, named)
    assert is_allowed("127.0.0.1", 8080, named)
    assert not is_allowed("127.0.0.1", 80, named)
    assert not is_allowed("home", 80, named)


def test_web_ports_are_the_two_known_ones_and_the_free_ones() -> None:
    assert [port for port in (22, 25, 80, 443, 587, 1023, 1024, 8080) if is_web_port(port)] == [
        80,
        443,
        1024,
        8080,
    ]
