"""Which addresses may be dialled: the public internet, and nothing of our own network.

`ipaddress.is_global` alone is not enough: it calls global what carries a private IPv4 address within (NAT64, 6to4), and some
ranges that clouds answer on. The list follows RFC 6890 and the IANA special-purpose registries of November 2026.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_REFUSED_V4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # carriers' NAT; some clouds keep their metadata here
            "192.0.0.0/24",
            "192.88.99.0/24",  # 6to4 relays
            "168.63.129.16/32",  # Azure's host
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
_REFUSED_V6 = tuple(
    map(
        ip_network,
        (
            "::/96",  # IPv4-compatible, obsolete
            "64:ff9b:1::/48",  # local NAT64
            "100::/64",
            "2001::/23",
            "2002::/16",  # 6to4
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        ),
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024


def is_public(address: str) -> bool:
    """Whether a numeric address, as it would be dialled, belongs to the public internet; False for what is no address."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_public(str(inner))
        return ip.is_global and not any(ip in network for network in _REFUSED_V6)
    return ip.is_global and not any(ip in network for network in _REFUSED_V4)


def is_allowed(host: str, port: int, private_hosts: frozenset[str]) -> bool:
    """Whether the owner has named this host, or host:port, as one that may be private."""
    name = host.lower().rstrip(".")
    return name in private_hosts or f"{name}:{port}" in private_hosts


def is_web_port(port: int) -> bool:
    """Whether a web server may be expected there; the other low ports belong to mail, shells and the like."""
    return port in _PORTS or port >= _FIRST_FREE_PORT


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a mapped or NAT64 address reaches."""
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
