// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Tender} from "../src/Tender.sol";
import {Bid, TenderState} from "../src/interfaces/ITender.sol";

/// @dev Acceptance by sorting, which the contract does without.
library TenderBook {
    /// @dev Of these holders, in ascending order of address, whose bids are cut and the last who gets one unit more.
    function ranking(Tender tender, uint256 id, address[] memory ascending)
        internal
        view
        returns (address[] memory cut, address last)
    {
        TenderState memory t = tender.tenderState(id);
        bool odd = t.tenderedOdd > t.unitsMax;
        uint256 max = odd ? t.unitsMax : t.unitsMax - t.tenderedOdd;
        uint256 total = odd ? t.tenderedOdd : t.tendered - t.tenderedOdd;
        cut = new address[](ascending.length);
        uint256 count;
        uint256 extra = max;
        for (uint256 i; i < ascending.length; ++i) {
            Bid memory bid = tender.bidOf(id, ascending[i]);
            if (bid.units == 0 || bid.odd != odd) continue;
            cut[count++] = ascending[i];
            extra -= bid.units * max / total;
        }
        assembly ("memory-safe") {
            mstore(cut, count)
        }
        last = _lastOf(tender, id, cut, max, total, extra);
    }

    /// @dev The holder at place `extra` of the order, found by taking the first one away `extra` times.
    function _lastOf(
        Tender tender,
        uint256 id,
        address[] memory cut,
        uint256 max,
        uint256 total,
        uint256 extra
    ) private view returns (address last) {
        bool[] memory taken = new bool[](cut.length);
        for (uint256 n; n < extra; ++n) {
            uint256 best = cut.length;
            uint256 bestRest;
            uint256 bestUnits;
            for (uint256 i; i < cut.length; ++i) {
                if (taken[i]) continue;
                uint256 units = tender.bidOf(id, cut[i]).units;
                uint256 rest = units * max % total;
                if (best == cut.length || rest > bestRest || (rest == bestRest && units > bestUnits)) {
                    (best, bestRest, bestUnits) = (i, rest, units);
                }
            }
            taken[best] = true;
            last = cut[best];
        }
    }
}
