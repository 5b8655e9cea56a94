//! Networks laid out as intervals, so that one binary search finds every policy that an address matters to.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;

use ipnet::IpNet;

use super::rows::Row;

/// For every address, the policies that include and exclude it by a location.
#[derive(Debug, Default)]
pub(in crate::access) struct Networks {
    v4: Intervals<u32>,
    v6: Intervals<u128>,
}

/// Where each interval begins, and the row that holds from there.
#[derive(Debug)]
struct Intervals<T> {
    starts: Vec<T>,
    /// By interval, its place in `rows`.
    at: Vec<u32>,
    rows: Vec<Row>,
}

impl<T> Default for Intervals<T> {
    fn default() -> Self {
        Intervals { starts: Vec::new(), at: Vec::new(), rows: Vec::new() }
    }
}

/// A range from its first address to the one after its last, if there is one, and whose it is.
type Span<T> = (T, Option<T>, usize);

impl Networks {
    /// Lays out `sources`: networks, and the policies that they matter to.
    pub(super) fn new(words: usize, sources: &[(&[IpNet], Row)]) -> Networks {
        let (mut v4, mut v6): (Vec<Span<u32>>, Vec<Span<u128>>) = Default::default();
        for (source, (ranges, _)) in sources.iter().enumerate() {
            for range in *ranges {
                match range {
                    IpNet::V4(net) => {
                        let (first, last) = (u32::from(net.network()), u32::from(net.broadcast()));
                        v4.push((first, last.checked_add(1), source));
                    }
                    IpNet::V6(net) => {
                        let (first, last) = (u128::from(net.network()), u128::from(net.broadcast()));
                        v6.push((first, last.checked_add(1), source));
                    }
                }
            }
        }
        let rows: Vec<&Row> = sources.iter().map(|(_, row)| row).collect();
        Networks { v4: Intervals::new(words, v4, &rows), v6: Intervals::new(words, v6, &rows) }
    }

    /// What the policies say of an address. An IPv4 address written as IPv6 is the IPv4 address.
    pub(in crate::access) fn of(&self, ip: IpAddr) -> Option<&Row> {
        match ip.to_canonical() {
            IpAddr::V4(ip) => self.v4.of(u32::from(ip)),
            IpAddr::V6(ip) => self.v6.of(u128::from(ip)),
        }
    }
}

impl<T: Ord + Copy> Intervals<T> {
    fn new(words: usize, spans: Vec<Span<T>>, sources: &[&Row]) -> Intervals<T> {
        let mut events: Vec<(T, bool, usize)> = Vec::with_capacity(spans.len() * 2);
        for (first, after, source) in spans {
            events.push((first, true, source));
            events.extend(after.map(|after| (after, false, source)));
        }
        events.sort_unstable();
        let mut open = vec![0_u32; sources.len()];
        let mut active: BTreeSet<usize> = BTreeSet::new();
        let mut known: HashMap<BTreeSet<usize>, u32> = HashMap::new();
        let mut made = Intervals::default();
        let mut rest = events.into_iter().peekable();
        while let Some((start, opens, source)) = rest.next() {
            let count = &mut open[source];
            *count = if opens { *count + 1 } else { count.saturating_sub(1) };
            if *count > 0 {
                active.insert(source);
            } else {
                active.remove(&source);
            }
            // Everything that happens at one address happens before it is looked at.
            if rest.peek().is_some_and(|next| next.0 == start) {
                continue;
            }
            let at = *known.entry(active.clone()).or_insert_with(|| {
                let mut row = Row::none(words);
                active.iter().filter_map(|source| sources.get(*source)).for_each(|source| row.or(source));
                made.rows.push(row);
                u32::try_from(made.rows.len() - 1).unwrap_or(u32::MAX)
            });
            if made.at.last() != Some(&at) {
                made.starts.push(start);
                made.at.push(at);
            }
        }
        made
    }

    fn of(&self, address: T) -> Option<&Row> {
        let interval = self.starts.partition_point(|start| *start <= address).checked_sub(1)?;
        self.rows.get(*self.at.get(interval)? as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::compile::rows::LANES;

    fn row(index: usize) -> Row {
        let mut row = Row::none(LANES);
        row.add(index, true);
        row
    }

    fn found(networks: &Networks, ip: &str) -> Vec<usize> {
        let row = networks.of(ip.parse().expect("an address"));
        row.map(|row| (0..8).filter(|index| row.includes(*index)).collect()).unwrap_or_default()
    }

    #[test]
    fn overlapping_networks_and_the_ends_of_the_address_space() {
        let nets =
            |list: &[&str]| list.iter().map(|text| text.parse().expect("a range")).collect::<Vec<IpNet>>();
        let sets = [
            nets(&["10.0.0.0/16", "255.255.255.0/24", "2001:db8::/32"]),
            nets(&["10.0.1.0/24", "10.0.2.0/24", "0.0.0.0/24", "ffff::/16"]),
            nets(&["10.0.1.7/32", "10.0.0.0/16"]),
        ];
        let sources: Vec<(&[IpNet], Row)> =
            sets.iter().enumerate().map(|(index, set)| (set.as_slice(), row(index))).collect();
        let networks = Networks::new(LANES, &sources);
        for (ip, expected) in [
            ("9.255.255.255", vec![]),
            ("10.0.0.0", vec![0, 2]),
            ("10.0.1.0", vec![0, 1, 2]),
            ("10.0.1.7", vec![0, 1, 2]),
            ("10.0.2.255", vec![0, 1, 2]),
            ("10.0.3.0", vec![0, 2]),
            ("10.0.255.255", vec![0, 2]),
            ("10.1.0.0", vec![]),
            ("::ffff:10.0.3.0", vec![0, 2]),
            ("0.0.0.0", vec![1]),
            ("0.0.1.0", vec![]),
            ("255.255.255.255", vec![0]),
            ("2001:db8:ffff::1", vec![0]),
            ("2001:db9::", vec![]),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", vec![1]),
            ("::1", vec![]),
        ] {
            assert_eq!(found(&networks, ip), expected, "{ip}");
        }
        assert!(Networks::new(LANES, &[]).of("10.0.0.1".parse().expect("an address")).is_none());
    }
}
